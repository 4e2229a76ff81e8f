package io.github.camelkraken.rest;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Kraken's clock, which a {@code deadline} is judged by. It is told by the {@code Date} of private
 * answers in whole seconds, so a difference of less than two seconds is taken for none.
 */
@Singleton
public class KrakenClock {
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
  private static final Duration NOISE = Duration.ofSeconds(2);

  private final Clock clock;
  private volatile Duration difference;

  public KrakenClock(Clock clock) {
    this.clock = clock;
  }

  /** Kraken's time now. */
  public Instant now() {
    return at(clock.instant());
  }

  /** Kraken's time at a time of this machine's. */
  public Instant at(Instant local) {
    Duration known = difference;
    return known == null || known.abs().compareTo(NOISE) < 0 ? local : local.plus(known);
  }

  /** How far this machine's clock is ahead, to half a second; empty before the first answer. */
  public Optional<Duration> skew() {
    return Optional.ofNullable(difference).map(Duration::negated);
  }

  /** An answer that has just come in carried this {@code Date}. */
  void told(Instant date) {
    difference = Duration.between(clock.instant(), date.plus(HALF_A_SECOND));
  }
}
