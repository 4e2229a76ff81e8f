package io.github.camelkraken.sandbox.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** {@code last} of an otherwise right answer is off by some time, ahead or behind. */
public record WrongLast(Duration off) implements Fault {
  @Override
  public void strike(Call call) {
    ObjectNode envelope = call.envelope();
    ObjectNode result = (ObjectNode) envelope.get("result");
    result.put("last", String.valueOf(result.get("last").asLong() + off.toNanos()));
    call.send(
        200,
        Map.of("Content-Type", "application/json"),
        envelope.toString().getBytes(StandardCharsets.UTF_8));
  }
}
