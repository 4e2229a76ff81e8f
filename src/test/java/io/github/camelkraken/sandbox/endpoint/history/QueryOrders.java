package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.util.List;
import java.util.Optional;

/** {@code QueryOrders} (rest.md 3.7): the permission depends on the order's state. */
public final class QueryOrders implements PrivateEndpoint {
  private static final int MOST = 50;

  @Override
  public String name() {
    return "QueryOrders";
  }

  @Override
  public Permission permission() {
    return Permission.any(Permission.QUERY_OPEN_TRADES, Permission.QUERY_CLOSED_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    List<String> txids = call.parameters().list("txid");
    if (txids.isEmpty() || txids.size() > MOST) {
      throw Parameters.invalid("txid");
    }
    boolean withTrades = call.parameters().flag("trades");
    OrderFilter filter = new OrderFilter(call);
    ObjectNode result = JSON.objectNode();
    for (String txid : txids) {
      Optional<SimulatedOrder> order = call.account().order(txid).filter(filter::takes);
      if (order.isPresent()) {
        requirePermission(call, order.get());
        result.set(txid, OrderView.of(order.get(), withTrades));
      }
    }
    return result;
  }

  static void requirePermission(PrivateCall call, SimulatedOrder order) {
    String needed = order.isLive() ? Permission.QUERY_OPEN_TRADES : Permission.QUERY_CLOSED_TRADES;
    if (!call.key().permissions().contains(needed)) {
      throw new KrakenError("EGeneral:Permission denied");
    }
  }
}
