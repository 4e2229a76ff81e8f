package io.github.camelkraken.sandbox.limit;

import java.math.BigDecimal;
import java.time.Duration;

/** What it costs to touch an order, by the time it was left alone (rate-limits.md 3). */
public enum AgePenalty {
  AMEND(3, 2, 1, 0, 0, 0),
  EDIT(6, 5, 4, 2, 1, 0),
  CANCEL(8, 6, 5, 4, 2, 1);

  private static final int[] SECONDS = {5, 10, 15, 45, 90, 300};

  private final int[] penalties;

  AgePenalty(int... penalties) {
    this.penalties = penalties;
  }

  /** The penalty for an order that was placed or last amended this long ago. */
  public BigDecimal at(Duration age) {
    for (int i = 0; i < SECONDS.length; i++) {
      if (age.compareTo(Duration.ofSeconds(SECONDS[i])) < 0) {
        return BigDecimal.valueOf(penalties[i]);
      }
    }
    return BigDecimal.ZERO;
  }
}
