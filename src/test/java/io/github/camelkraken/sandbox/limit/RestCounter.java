package io.github.camelkraken.sandbox.limit;

import java.math.BigDecimal;
import java.time.Instant;

/** What a key's REST calls add up to (rate-limits.md 2). */
public final class RestCounter {
  private final DecayingCounter counter;

  public RestCounter(Tier tier) {
    counter = new DecayingCounter(tier.restMaximum(), tier.restDecay());
  }

  /** False if the call has to be refused. */
  public boolean take(int cost, Instant now) {
    return counter.take(BigDecimal.valueOf(cost), now);
  }

  public BigDecimal value(Instant now) {
    return counter.value(now);
  }
}
