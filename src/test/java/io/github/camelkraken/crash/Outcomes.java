package io.github.camelkraken.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All results that were published, by the record that each one answers. */
final class Outcomes {
  private final Map<Place, List<JsonNode>> results = new HashMap<>();
  private int finals;

  synchronized void add(JsonNode result) {
    results.computeIfAbsent(Place.of(result), added -> new ArrayList<>()).add(result);
    if (isFinal(result)) {
      finals++;
    }
  }

  /** How many final results there are, repeated ones too. */
  synchronized int finals() {
    return finals;
  }

  synchronized List<JsonNode> finals(Place place) {
    return results.getOrDefault(place, List.of()).stream().filter(Outcomes::isFinal).toList();
  }

  /** Whether the outcome of a record was said to be unknown. */
  synchronized boolean isUnknown(Place place) {
    return results.getOrDefault(place, List.of()).stream()
        .anyMatch(result -> result.path("status").asText().equals("unknown"));
  }

  static boolean isFinal(JsonNode result) {
    return result.path("final").asBoolean();
  }
}
