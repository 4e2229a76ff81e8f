package io.github.camelkraken.sandbox;

import java.math.BigDecimal;
import java.time.Instant;

/** A trade as the exchange knows it; {@code nanos} are since 1970. */
public record SimulatedTrade(
    long id, BigDecimal price, BigDecimal volume, long nanos, boolean buy, boolean market) {

  static final long SECOND = 1_000_000_000L;

  public Instant time() {
    return Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND);
  }
}
