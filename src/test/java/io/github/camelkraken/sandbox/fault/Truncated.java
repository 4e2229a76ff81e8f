package io.github.camelkraken.sandbox.fault;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON that ends in the middle although the connection says that it is whole. */
public record Truncated() implements Fault {
  @Override
  public void strike(Call call) {
    String whole = call.envelope().toString();
    byte[] half = whole.substring(0, whole.length() / 2).getBytes(StandardCharsets.UTF_8);
    call.send(200, Map.of("Content-Type", "application/json"), half);
  }
}
