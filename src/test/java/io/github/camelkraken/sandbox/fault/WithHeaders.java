package io.github.camelkraken.sandbox.fault;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A right answer with headers that Kraken would not send. */
public record WithHeaders(Map<String, String> headers) implements Fault {
  @Override
  public void strike(Call call) {
    call.send(200, headers, call.envelope().toString().getBytes(StandardCharsets.UTF_8));
  }
}
