package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;

/**
 * What was proven of one thing that a call was to do.
 *
 * @param clientId the {@code cl_ord_id} of its order; a JSON null if it has none
 * @param id Kraken's id of what was done, by which no other call has done it; empty if nothing was
 * @param txid Kraken's id of its order, if it was done to one
 * @param shown what was done, as Kraken shows it; a JSON null if nothing was
 */
record Finding(JsonNode clientId, Optional<String> id, Optional<String> txid, JsonNode shown) {
  static Finding order(JsonNode clientId, ShownOrder order) {
    return new Finding(clientId, Optional.of(order.txid()), Optional.of(order.txid()), order.row());
  }

  static Finding nothing(JsonNode clientId) {
    return new Finding(clientId, Optional.empty(), Optional.empty(), NullNode.instance);
  }

  boolean isDone() {
    return id.isPresent();
  }
}
