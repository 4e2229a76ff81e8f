package io.github.camelkraken.sandbox;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;

/**
 * Kraken's public limit as users measured it: a burst, refilled by the second (rate-limits.md 1).
 */
public final class TokenBucket {
  private final BigDecimal burst;
  private final BigDecimal perSecond;
  private BigDecimal tokens;
  private Instant filled;

  public TokenBucket(int burst, BigDecimal perSecond) {
    this.burst = BigDecimal.valueOf(burst);
    this.perSecond = perSecond;
    this.tokens = this.burst;
  }

  public synchronized boolean take(Instant now) {
    if (filled != null && now.isAfter(filled)) {
      BigDecimal seconds =
          BigDecimal.valueOf(Duration.between(filled, now).toMillis()).movePointLeft(3);
      tokens = tokens.add(seconds.multiply(perSecond, MathContext.DECIMAL64)).min(burst);
    }
    filled = now;
    if (tokens.compareTo(BigDecimal.ONE) < 0) {
      return false;
    }
    tokens = tokens.subtract(BigDecimal.ONE);
    return true;
  }
}
