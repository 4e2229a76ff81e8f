package io.github.camelkraken.sandbox.endpoint.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import io.github.camelkraken.sandbox.limit.AgePenalty;
import java.util.List;
import java.util.Optional;

/** {@code CancelOrder} (rest.md 4.5). */
public final class CancelOrder implements PrivateEndpoint {
  @Override
  public String name() {
    return "CancelOrder";
  }

  @Override
  public Permission permission() {
    return Permission.any(Permission.MODIFY_TRADES, Permission.CLOSE_TRADES);
  }

  @Override
  public int cost() {
    return 0;
  }

  @Override
  public JsonNode result(PrivateCall call) {
    Optional<String> txid = call.parameters().text("txid");
    Optional<String> clOrdId = call.parameters().text("cl_ord_id");
    if (txid.isPresent() == clOrdId.isPresent()) {
      throw Parameters.invalid("txid");
    }
    List<SimulatedOrder> orders =
        txid.isPresent()
            ? ChosenOrders.byTxidOrUserref(call, txid.get())
            : ChosenOrders.byClOrdId(call, clOrdId.get());
    for (SimulatedOrder order : orders) {
      call.account().limits().charge(order, AgePenalty.CANCEL, 0);
      call.account().cancel(order, "User requested");
    }
    return JSON.objectNode().put("count", orders.size());
  }
}
