package io.github.camelkraken.sandbox.endpoint.trading;

import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import java.util.List;

/** Open orders by txid, by the tag {@code userref}, or by the client's id (rest.md 4.5). */
final class ChosenOrders {

  private ChosenOrders() {}

  static List<SimulatedOrder> byTxidOrUserref(PrivateCall call, String id) {
    List<SimulatedOrder> found =
        call.account().openOrders().stream()
            .filter(
                order ->
                    order.txid().equals(id) || id.equals(String.valueOf(order.terms().userref())))
            .toList();
    return notNone(found);
  }

  static SimulatedOrder byTxid(PrivateCall call, String txid) {
    return notNone(call.account().order(txid).filter(SimulatedOrder::isLive).stream().toList())
        .get(0);
  }

  static List<SimulatedOrder> byClOrdId(PrivateCall call, String id) {
    return notNone(call.account().ordersWith(id).stream().filter(SimulatedOrder::isLive).toList());
  }

  private static List<SimulatedOrder> notNone(List<SimulatedOrder> found) {
    if (found.isEmpty()) {
      throw new KrakenError("EOrder:Unknown order");
    }
    return found;
  }
}
