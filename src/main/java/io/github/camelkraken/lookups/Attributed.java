package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Answer;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;

/**
 * The ids of Kraken's that are known to belong to a call: those of orders, amends and withdrawals.
 * None of them is taken for the effect of another call. Only what happened after an attempt can be
 * mistaken for its effect, so the latest ones are enough.
 */
@Singleton
@Named("attributed")
public class Attributed {
  private static final int MOST = 10_000;
  private static final List<String> IDS = List.of("txid", "amend_id", "refid");

  private final Map<String, Boolean> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /** Kraken has answered with the ids of what a call did. */
  public synchronized void answered(@Body Answer answer) {
    if (answer.call().changes()) {
      add(answer.result());
      answer.result().path("orders").forEach(this::add);
    }
  }

  /** The journal knows this outcome of a call. */
  public synchronized void recalled(JsonNode outcome) {
    add(outcome);
    add(outcome.path("result"));
  }

  /** It belongs to a call whose outcome is known. */
  public synchronized void add(String id) {
    ids.put(id, true);
  }

  synchronized boolean has(String id) {
    return ids.containsKey(id);
  }

  private void add(JsonNode told) {
    for (String name : IDS) {
      JsonNode id = told.path(name);
      if (id.isTextual()) {
        add(id.textValue());
      }
      id.forEach(one -> add(one.asText()));
    }
  }
}
