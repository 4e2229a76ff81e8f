package io.github.camelkraken.sandbox.limit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What an account's orders add up to in the matching engine, pair by pair (rate-limits.md 3). */
public final class EngineCounter {
  private final Tier tier;
  private final Map<String, DecayingCounter> counters = new ConcurrentHashMap<>();

  public EngineCounter(Tier tier) {
    this.tier = tier;
  }

  /** False if the transaction has to be refused. */
  public boolean take(String pair, BigDecimal cost, Instant now) {
    return of(pair).take(cost, now);
  }

  /** Counts what is accepted even above the maximum, as cancels in a batch are. */
  public void force(String pair, BigDecimal cost, Instant now) {
    of(pair).force(cost, now);
  }

  public BigDecimal value(String pair, Instant now) {
    return of(pair).value(now);
  }

  private DecayingCounter of(String pair) {
    return counters.computeIfAbsent(
        pair, added -> new DecayingCounter(tier.engineMaximum(), tier.engineDecay()));
  }
}
