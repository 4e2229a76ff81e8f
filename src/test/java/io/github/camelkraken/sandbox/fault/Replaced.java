package io.github.camelkraken.sandbox.fault;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Status 200 and this body, with these headers beside the usual ones. */
public record Replaced(String body, Map<String, String> headers) implements Fault {
  public Replaced(String body) {
    this(body, Map.of());
  }

  @Override
  public void strike(Call call) {
    call.send(200, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
