package io.github.camelkraken.sandbox.fault;

import java.util.Map;

/** Status 200, but a page instead of JSON. */
public record Html() implements Fault {
  @Override
  public void strike(Call call) {
    call.send(
        200,
        Map.of("Content-Type", "text/html"),
        "<!DOCTYPE html><html><body>Checking your browser</body></html>".getBytes());
  }
}
