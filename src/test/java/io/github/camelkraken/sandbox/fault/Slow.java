package io.github.camelkraken.sandbox.fault;

import java.time.Duration;

/** The call takes effect late, and so the answer comes late. */
public record Slow(Duration delay) implements Fault {
  @Override
  public void strike(Call call) {
    call.admit();
    call.later(delay, call::answer);
  }
}
