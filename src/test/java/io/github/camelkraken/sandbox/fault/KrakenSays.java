package io.github.camelkraken.sandbox.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** HTTP 200 with an error string in the envelope; the call takes no effect. */
public record KrakenSays(String error) implements Fault {
  /** The public rate limit (rate-limits.md 1). */
  public static final KrakenSays TOO_MANY_REQUESTS = new KrakenSays("EGeneral:Too many requests");

  @Override
  public void strike(Call call) {
    String envelope =
        JsonNodeFactory.instance
            .objectNode()
            .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                "error", JsonNodeFactory.instance.arrayNode().add(error))
            .toString();
    call.send(
        200, Map.of("Content-Type", "application/json"), envelope.getBytes(StandardCharsets.UTF_8));
  }
}
