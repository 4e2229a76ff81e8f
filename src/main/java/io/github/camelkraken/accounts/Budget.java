package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.Tier;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The counters that the calls of one key count on: the key's own, and those of the pairs. */
final class Budget {
  /** An urgent call always finds what it costs on the key's counter. */
  private static final BigDecimal RESERVED = BigDecimal.ONE;

  private static final String ENGINE = "EOrder:";

  private final Counter key;
  private final PairCounters pairs;

  Budget(Tier tier, PairCounters pairs, long now) {
    this.key = new Counter(tier.restMaximum(), tier.restDecay(), RESERVED, now);
    this.pairs = pairs;
  }

  /** To be held by whoever uses it. */
  ReentrantLock lock() {
    return pairs.lock();
  }

  /** The counter of REST calls. */
  Counter key() {
    return key;
  }

  /** What a call costs if it leaves now; nothing on a counter that it does not count on. */
  List<Charge> charges(PrivateCall call, long now) {
    List<Charge> charges = new ArrayList<>(pairs.charges(call, now));
    if (call.row().restCost() > 0) {
      charges.add(new Charge(key, BigDecimal.valueOf(call.row().restCost()), true));
    }
    return charges;
  }

  /** Kraken has refused a call because a counter is full: the pair's, or else the key's. */
  void refused(PrivateCall call, RateLimited refusal, long now) {
    if (refusal.getMessage().startsWith(ENGINE)) {
      pairs.refused(call, now);
    } else {
      key.fill(now);
    }
  }

  /**
   * Another process has acted: Kraken's counters may have been full when it called last, and any
   * order just touched.
   */
  void forget(long calledUntil, long now) {
    key.fill(calledUntil);
    pairs.forget(calledUntil, now);
  }

  /**
   * Notes what a call has done to orders.
   *
   * @param result null if it may have taken effect without an answer
   */
  void touched(PrivateCall call, JsonNode result, long now) {
    pairs.touched(call, result, now);
  }
}
