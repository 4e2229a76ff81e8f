package io.github.camelkraken.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Endpoint.Feature;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The names by which a call speaks of orders, other than Kraken's own ids. */
final class OrderNames {
  private static final String CL_ORD_ID = "cl_ord_id";

  private OrderNames() {}

  private static String clientId(String clOrdId) {
    return "cl_ord_id/" + clOrdId;
  }

  private static String userref(String userref) {
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

  /** The {@code cl_ord_id} of each order that the call places. */
  static List<String> placed(PrivateCall call) {
    if (call.row().takes(Feature.BATCH)) {
      return StreamSupport.stream(call.parameters().path("orders").spliterator(), false)
          .filter(order -> order.has(CL_ORD_ID))
          .map(order -> order.get(CL_ORD_ID).asText())
          .toList();
    }
    return isPlacing(call) && call.parameters().has(CL_ORD_ID)
        ? List.of(call.parameters().get(CL_ORD_ID).asText())
        : List.of();
  }

  /** Whether new orders come of the call. */
  static boolean isPlacing(PrivateCall call) {
    return call.row().takes(Feature.BATCH) || call.endpoint().equals("AddOrder");
  }

  /** The {@code cl_ord_id} of each order that the call cancels. */
  static List<String> canceled(PrivateCall call) {
    JsonNode parameters = call.parameters();
    List<String> ids = new ArrayList<>();
    if (call.row().role() != Role.CANCEL) {
      return ids;
    }
    if (parameters.has(CL_ORD_ID)) {
      ids.add(parameters.get(CL_ORD_ID).asText());
    }
    parameters.path("cl_ord_ids").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /** Whether the call cancels every order of the account. */
  static boolean cancelsAll(PrivateCall call) {
    return call.endpoint().equals("CancelAll");
  }

  private static void add(List<String> names, JsonNode order) {
    if (order.has(CL_ORD_ID)) {
      names.add(clientId(order.get(CL_ORD_ID).asText()));
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
