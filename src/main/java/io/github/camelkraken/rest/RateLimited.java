package io.github.camelkraken.rest;

import java.time.Duration;
import java.util.Optional;

/** A counter of Kraken's is full; nothing was executed. */
public final class RateLimited extends KrakenException {
  private static final long serialVersionUID = 1L;

  private final Duration wait;

  public RateLimited(String message, Optional<Duration> wait) {
    super(message);
    this.wait = wait.orElse(null);
  }

  /** How long Kraken asks to wait, where it says so ({@code Throttled}, {@code Retry-After}). */
  public Optional<Duration> askedToWait() {
    return Optional.ofNullable(wait);
  }
}
