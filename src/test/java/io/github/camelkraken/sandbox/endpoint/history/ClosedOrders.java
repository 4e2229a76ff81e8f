package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** {@code ClosedOrders} (rest.md 3.6): the newest first. */
public final class ClosedOrders implements PrivateEndpoint {
  @Override
  public String name() {
    return "ClosedOrders";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_CLOSED_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    boolean withTrades = call.parameters().flag("trades");
    OrderFilter filter = new OrderFilter(call);
    Window window = new Window(call, id -> call.account().order(id).map(SimulatedOrder::openedAt));
    String by = call.parameters().text("closetime").orElse("both");
    List<SimulatedOrder> newestFirst = new ArrayList<>(call.account().orders());
    Collections.reverse(newestFirst);
    List<SimulatedOrder> found =
        newestFirst.stream()
            .filter(order -> !order.isLive())
            .filter(filter::takes)
            .filter(order -> isIn(window, order, by))
            .sorted(Comparator.comparing(SimulatedOrder::closedAt).reversed())
            .toList();
    ObjectNode result = JSON.objectNode();
    ObjectNode closed = result.putObject("closed");
    for (SimulatedOrder order : window.page(found)) {
      closed.set(order.txid(), OrderView.of(order, withTrades));
    }
    return call.parameters().flag("without_count") ? result : result.put("count", found.size());
  }

  private static boolean isIn(Window window, SimulatedOrder order, String by) {
    return switch (by) {
      case "open" -> window.contains(order.openedAt());
      case "close" -> window.contains(order.closedAt());
      case "both" -> window.contains(order.openedAt()) || window.contains(order.closedAt());
      default -> throw Parameters.invalid("closetime");
    };
  }
}
