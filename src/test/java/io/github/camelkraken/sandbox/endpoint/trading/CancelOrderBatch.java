package io.github.camelkraken.sandbox.endpoint.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code CancelOrderBatch} (rest.md 4.6): what is not open any more is not counted. */
public final class CancelOrderBatch implements PrivateEndpoint {
  private static final int MOST = 50;

  @Override
  public String name() {
    return "CancelOrderBatch";
  }

  @Override
  public Permission permission() {
    return Permission.any(Permission.MODIFY_TRADES, Permission.CLOSE_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    Set<String> ids = new HashSet<>(call.parameters().list("orders"));
    Set<String> clOrdIds = new HashSet<>(call.parameters().list("cl_ord_ids"));
    int asked = ids.size() + clOrdIds.size();
    if (asked == 0 || asked > MOST) {
      throw Parameters.invalid("orders");
    }
    List<SimulatedOrder> orders =
        call.account().openOrders().stream()
            .filter(
                order ->
                    ids.contains(order.txid())
                        || ids.contains(String.valueOf(order.terms().userref()))
                        || clOrdIds.contains(order.clOrdId()))
            .toList();
    for (SimulatedOrder order : orders) {
      call.account().limits().chargeAnyway(order);
      call.account().cancel(order, "User requested");
    }
    return JSON.objectNode().put("count", orders.size());
  }
}
