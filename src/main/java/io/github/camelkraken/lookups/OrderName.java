package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How an order was named by the one who placed it.
 *
 * @param field {@code cl_ord_id} or {@code userref}
 */
record OrderName(String field, JsonNode value) {
  private static final String CL_ORD_ID = "cl_ord_id";
  private static final String USERREF = "userref";

  /** The name that the parameters of an order, or of a call, give. */
  static Optional<OrderName> in(JsonNode parameters) {
    return clientId(parameters)
        .or(
            () ->
                Optional.ofNullable(parameters.get(USERREF))
                    .map(value -> new OrderName(USERREF, value)));
  }

  /** Only the {@code cl_ord_id}. */
  static Optional<OrderName> clientId(JsonNode parameters) {
    return Optional.ofNullable(parameters.get(CL_ORD_ID))
        .map(value -> new OrderName(CL_ORD_ID, value));
  }

  /** Parameters with which Kraken shows only orders of this name. */
  ObjectNode in(ObjectNode parameters) {
    return parameters.deepCopy().set(field, value);
  }

  /** Whether an order that Kraken shows has this name. */
  boolean isOf(JsonNode order) {
    return order.path(field).asText().equals(value.asText());
  }
}
