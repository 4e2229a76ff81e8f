package io.github.camelkraken.sandbox.endpoint.history;

import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import java.util.Optional;

/** Which orders a call asks for, of those that the account's lag lets be seen. */
final class OrderFilter {
  private final SimulatedAccount account;
  private final Optional<Long> userref;
  private final Optional<String> clOrdId;

  OrderFilter(PrivateCall call) {
    account = call.account();
    userref = call.parameters().whole("userref");
    clOrdId = call.parameters().text("cl_ord_id");
  }

  boolean takes(SimulatedOrder order) {
    return account.shows(order)
        && (userref.isEmpty() || userref.get().equals(order.terms().userref()))
        && (clOrdId.isEmpty() || clOrdId.get().equals(order.clOrdId()));
  }
}
