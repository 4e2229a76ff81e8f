package io.github.camelkraken.sandbox.endpoint.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Times of orders, trades and ledger entries: seconds with a fraction (semantics.md 6). */
final class Seconds {
  private static final int DECIMALS = 6;

  private Seconds() {}

  static BigDecimal of(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond())
        .add(BigDecimal.valueOf(time.getNano(), 9))
        .setScale(DECIMALS, RoundingMode.DOWN);
  }
}
