package io.github.camelkraken.rest;

import java.time.Clock;
import java.time.Duration;

/** Kraken's clock where it differs from this machine's. */
public final class SkewedClock {
  /** By so much a told time is later, since Kraken tells whole seconds. */
  public static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private SkewedClock() {}

  /** Ahead of {@code clock} by whole seconds and half a one. */
  public static KrakenClock aheadOf(Clock clock, long seconds) {
    KrakenClock kraken = new KrakenClock(clock);
    kraken.told(clock.instant().plusSeconds(seconds));
    return kraken;
  }
}
