package io.github.camelkraken.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Calls a second. */
public record Rate(BigDecimal perSecond) {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  public static Rate of(String text) {
    return new Rate(
        Expected.decimal(
            text, new BigDecimal("0.01"), new BigDecimal("1000"), "a number of calls a second"));
  }

  /** The time between two calls, rounded up so that the rate is never exceeded. */
  public Duration spacing() {
    return Duration.ofNanos(NANOS.divide(perSecond, 0, RoundingMode.CEILING).longValueExact());
  }
}
