package io.github.camelkraken.rest;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a call costs on the counter of its pair in the matching engine, for each order that it names
 * (rate-limits.md 3): a fixed part, and one that falls with the time for which the order was left
 * alone. {@code CancelAll} and the dead man's switch are counted as nothing, since Kraken does not
 * say that they cost anything.
 */
public enum EngineCost {
  NONE("0"),
  ADD("1"),
  BATCH_ADD("0.5"),
  AMEND("1", 3, 2, 1),
  EDIT("1", 6, 5, 4, 2, 1),
  CANCEL("0", 8, 6, 5, 4, 2, 1),
  BATCH_CANCEL("0", 8, 6, 5, 4, 2, 1);

  private static final int[] SECONDS = {5, 10, 15, 45, 90, 300};

  /** An order that was left alone so long costs nothing for its age, whatever is done to it. */
  public static final Duration OLD = Duration.ofSeconds(SECONDS[SECONDS.length - 1]);

  private final BigDecimal fixed;
  private final int[] penalties;

  EngineCost(String fixed, int... penalties) {
    this.fixed = new BigDecimal(fixed);
    this.penalties = penalties;
  }

  /** Points for an order that is new. */
  public BigDecimal fixed() {
    return fixed;
  }

  /** Points for an order that was placed or last amended this long ago. */
  public BigDecimal at(Duration age) {
    for (int i = 0; i < penalties.length; i++) {
      if (age.compareTo(Duration.ofSeconds(SECONDS[i])) < 0) {
        return fixed.add(BigDecimal.valueOf(penalties[i]));
      }
    }
    return fixed;
  }
}
