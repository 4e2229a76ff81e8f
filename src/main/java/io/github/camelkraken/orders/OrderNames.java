package io.github.camelkraken.orders;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.PrivateCall;
import java.util.ArrayList;
import java.util.List;

/** The names by which a call speaks of orders, other than Kraken's own ids. */
final class OrderNames {
  private OrderNames() {}

  static String clientId(String clOrdId) {
    return "cl_ord_id/" + clOrdId;
  }

  static String userref(String userref) {
    return "userref/" + userref;
  }

  /** All names in a call; where Kraken takes a txid it takes a userref too (rest.md 4.5). */
  static List<String> of(PrivateCall call) {
    List<String> names = new ArrayList<>();
    JsonNode parameters = call.parameters();
    add(names, parameters);
    parameters.path("orders").forEach(order -> add(names, order));
    parameters.path("cl_ord_ids").forEach(id -> names.add(clientId(id.asText())));
    return names;
  }

  private static void add(List<String> names, JsonNode order) {
    if (order.has("cl_ord_id")) {
      names.add(clientId(order.get("cl_ord_id").asText()));
    }
    if (order.has("userref")) {
      names.add(userref(order.get("userref").asText()));
    }
    if (order.has("txid")) {
      names.add(userref(order.get("txid").asText()));
    }
    if (order.isTextual()) {
      names.add(userref(order.asText()));
    }
  }
}
