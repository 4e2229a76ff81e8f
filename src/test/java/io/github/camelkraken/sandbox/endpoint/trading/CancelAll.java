package io.github.camelkraken.sandbox.endpoint.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.util.List;

/** {@code CancelAll} (rest.md 4.7). */
public final class CancelAll implements PrivateEndpoint {
  @Override
  public String name() {
    return "CancelAll";
  }

  @Override
  public Permission permission() {
    return Permission.any(Permission.MODIFY_TRADES, Permission.CLOSE_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    List<SimulatedOrder> orders = call.account().openOrders();
    orders.forEach(order -> call.account().cancel(order, "User requested"));
    return JSON.objectNode().put("count", orders.size());
  }
}
