package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;

/** {@code OpenOrders} (rest.md 3.5). */
public final class OpenOrders implements PrivateEndpoint {
  @Override
  public String name() {
    return "OpenOrders";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_OPEN_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    boolean withTrades = call.parameters().flag("trades");
    OrderFilter filter = new OrderFilter(call);
    ObjectNode result = JSON.objectNode();
    ObjectNode open = result.putObject("open");
    for (SimulatedOrder order : call.account().openOrders()) {
      if (filter.takes(order)) {
        open.set(order.txid(), OrderView.of(order, withTrades));
      }
    }
    return result;
  }
}
