package io.github.camelkraken.sandbox.limit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;

/** A counter that grows by the cost of what is done and falls by the second, never below zero. */
public final class DecayingCounter {
  private final BigDecimal maximum;
  private final BigDecimal perSecond;
  private BigDecimal value = BigDecimal.ZERO;
  private Instant counted;

  public DecayingCounter(BigDecimal maximum, BigDecimal perSecond) {
    this.maximum = maximum;
    this.perSecond = perSecond;
  }

  /**
   * Counts a cost if it fits below the maximum. One that does not fit leaves the counter full, so
   * that going on prolongs the restriction (rate-limits.md 2).
   */
  public synchronized boolean take(BigDecimal cost, Instant now) {
    decay(now);
    BigDecimal grown = value.add(cost);
    if (cost.signum() > 0 && grown.compareTo(maximum) > 0) {
      value = value.max(maximum);
      return false;
    }
    value = grown;
    return true;
  }

  /** Counts a cost even above the maximum. */
  public synchronized void force(BigDecimal cost, Instant now) {
    decay(now);
    value = value.add(cost);
  }

  public synchronized BigDecimal value(Instant now) {
    decay(now);
    return value;
  }

  private void decay(Instant now) {
    if (counted != null && now.isAfter(counted)) {
      BigDecimal seconds =
          BigDecimal.valueOf(Duration.between(counted, now).toMillis()).movePointLeft(3);
      value =
          value.subtract(seconds.multiply(perSecond, MathContext.DECIMAL64)).max(BigDecimal.ZERO);
    }
    counted = now;
  }
}
