package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.Amend;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code OrderAmends} (rest.md 3.8): the oldest first, stamped in nanoseconds. */
public final class OrderAmends implements PrivateEndpoint {
  @Override
  public String name() {
    return "OrderAmends";
  }

  @Override
  public Permission permission() {
    return Permission.any(Permission.QUERY_OPEN_TRADES, Permission.QUERY_CLOSED_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    SimulatedOrder order =
        call.account()
            .order(call.parameters().required("order_id"))
            .orElseThrow(() -> new KrakenError("EOrder:Unknown order"));
    QueryOrders.requirePermission(call, order);
    ObjectNode result = JSON.objectNode().put("count", order.amends().size());
    ArrayNode amends = result.putArray("amends");
    order.amends().forEach(amend -> amends.add(view(amend)));
    return result;
  }

  private static ObjectNode view(Amend amend) {
    ObjectNode view =
        JSON.objectNode()
            .put("amend_id", amend.id())
            .put("amend_type", amend.type())
            .put("order_qty", amend.terms().volume().toPlainString())
            .put("remaining_qty", amend.remaining().toPlainString());
    if (amend.terms().displayVolume() != null) {
      view.put("display_qty", amend.terms().displayVolume().toPlainString());
    }
    if (amend.terms().limit() != null) {
      view.put("limit_price", amend.terms().limit().toPlainString());
    }
    if (amend.terms().trigger() != null) {
      view.put("trigger_price", amend.terms().trigger().toPlainString());
    }
    if (!amend.type().equals("original")) {
      view.put("post_only", amend.terms().isPostOnly());
    }
    return view.put("timestamp", ChronoUnit.NANOS.between(Instant.EPOCH, amend.at()));
  }
}
