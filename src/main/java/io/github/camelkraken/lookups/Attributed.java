package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.PrivateCall;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;

/**
 * The ids of Kraken's that are known to belong to a call: those of orders, amends and withdrawals.
 * None of them is taken for the effect of another call; but it is that of its own, which is looked
 * up if its answer came and could not be written down. Only what happened after an attempt can be
 * mistaken for its effect, so the latest ones are enough.
 */
@Singleton
@Named("attributed")
public class Attributed {
  private static final int MOST = 10_000;
  private static final List<String> IDS = List.of("txid", "amend_id", "refid");

  /** What has an outcome is not looked up any more, so it does not matter which call it was. */
  private static final String DECIDED = "";

  /** Each with the nonce of its call, which no other has. */
  private final Map<String, String> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /** Kraken has answered with the ids of what a call did. */
  public synchronized void answered(@Body Answer answer) {
    if (answer.call().changes()) {
      String nonce = answer.call().nonce();
      add(answer.result(), nonce);
      answer.result().path("orders").forEach(order -> add(order, nonce));
    }
  }

  /** The journal knows this outcome of a call. */
  public synchronized void recalled(JsonNode outcome) {
    add(outcome, DECIDED);
    add(outcome.path("result"), DECIDED);
  }

  /** It is what this call has done. */
  synchronized void add(String id, PrivateCall call) {
    ids.put(id, call.nonce());
  }

  /** Whether it belongs to another call. */
  synchronized boolean isOfAnother(String id, PrivateCall call) {
    return ids.containsKey(id) && !ids.get(id).equals(call.nonce());
  }

  private void add(JsonNode told, String nonce) {
    for (String name : IDS) {
      JsonNode id = told.path(name);
      if (id.isTextual()) {
        ids.put(id.textValue(), nonce);
      }
      id.forEach(one -> ids.put(one.asText(), nonce));
    }
  }
}
