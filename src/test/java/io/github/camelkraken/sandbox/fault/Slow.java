package io.github.camelkraken.sandbox.fault;

import java.time.Duration;

/** The answer comes late. */
public record Slow(Duration delay) implements Fault {
  @Override
  public void strike(Call call) {
    call.later(delay, call::answer);
  }
}
