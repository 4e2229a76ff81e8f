package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.Tier;
import io.github.camelkraken.rest.EngineCost;
import io.github.camelkraken.rest.PrivateCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * The matching engine's counters of an account, one for each pair, whichever key a call is made
 * with (rate-limits.md 3). What is done to an order whose pair nobody has told counts on each.
 */
final class PairCounters {
  /** An urgent cancel of the youngest order always finds its points. */
  private static final BigDecimal RESERVED = EngineCost.CANCEL.at(Duration.ZERO);

  private final BiConsumer<String, Counter> onNew;
  private final Map<String, Counter> counters = new HashMap<>();
  private final OrderAges ages;
  private final ReentrantLock lock = new ReentrantLock();

  /** Of the pairs on which nothing was done by name yet. */
  private final Counter others;

  /**
   * Full counters.
   *
   * @param onNew is told of each pair's counter
   */
  PairCounters(Tier tier, BiConsumer<String, Counter> onNew, long now) {
    this.onNew = onNew;
    this.others = new Counter(tier.engineMaximum(), tier.engineDecay(), RESERVED, now);
    this.ages = new OrderAges(now);
  }

  /** To be held by whoever uses these counters: the lanes of an account share them. */
  ReentrantLock lock() {
    return lock;
  }

  /** What a call costs if it leaves now. Cancels in a batch are taken above the maximum. */
  List<Charge> charges(PrivateCall call, long now) {
    EngineCost cost = call.row().engineCost();
    Map<Counter, BigDecimal> points = new LinkedHashMap<>();
    switch (cost) {
      case NONE -> {}
      case ADD -> add(points, pair(call), cost.fixed(), now);
      case BATCH_ADD ->
          call.parameters()
              .path("orders")
              .forEach(order -> add(points, pair(call), cost.fixed(), now));
      case AMEND, EDIT, CANCEL, BATCH_CANCEL ->
          ages.named(call)
              .forEach(
                  order -> {
                    Duration age = Duration.ofNanos(now - order.touchedAt());
                    add(points, order.pair(), cost.at(age), now);
                  });
    }
    List<Charge> charges = new ArrayList<>();
    points.forEach(
        (counter, sum) -> charges.add(new Charge(counter, sum, cost != EngineCost.BATCH_CANCEL)));
    return charges;
  }

  /** Kraken has refused a call because of its pair's counter. */
  void refused(PrivateCall call, long now) {
    if (pair(call) != null) {
      of(pair(call), now).forEach(counter -> counter.fill(now));
    } else {
      ages.named(call)
          .forEach(order -> of(order.pair(), now).forEach(counter -> counter.fill(now)));
    }
  }

  /**
   * Notes what a call has done to orders.
   *
   * @param result null if it may have taken effect without an answer
   */
  void touched(PrivateCall call, JsonNode result, long now) {
    ages.touched(call, result, now);
  }

  /** Another process has acted: what is known here of counters and orders is out of date. */
  void forget(long calledUntil, long now) {
    counters.values().forEach(counter -> counter.fill(calledUntil));
    others.fill(calledUntil);
    ages.forget(now);
  }

  private void add(Map<Counter, BigDecimal> points, String pair, BigDecimal cost, long now) {
    if (cost.signum() > 0) {
      of(pair, now).forEach(counter -> points.merge(counter, cost, BigDecimal::add));
    }
  }

  private Collection<Counter> of(String pair, long now) {
    if (pair == null) {
      List<Counter> all = new ArrayList<>(counters.values());
      all.add(others);
      return all;
    }
    return List.of(
        counters.computeIfAbsent(
            pair,
            added -> {
              Counter counter = others.copy(now);
              onNew.accept(pair, counter);
              return counter;
            }));
  }

  private static String pair(PrivateCall call) {
    return call.parameters().path("pair").textValue();
  }
}
