package io.github.camelkraken.sandbox.fault;

import java.nio.charset.StandardCharsets;

/** The connection breaks in the middle of the answer. */
public record BrokenOff() implements Fault {
  @Override
  public void strike(Call call) {
    byte[] whole = call.envelope().toString().getBytes(StandardCharsets.UTF_8);
    call.sendPart(whole, whole.length / 2);
  }
}
