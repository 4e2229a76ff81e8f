package io.github.camelkraken.sandbox.account;

import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.limit.AgePenalty;
import io.github.camelkraken.sandbox.limit.EngineCounter;
import io.github.camelkraken.sandbox.limit.OpenOrderCap;
import io.github.camelkraken.sandbox.limit.Tier;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What the matching engine counts of an account, and refuses once it is switched on. */
public final class EngineLimits {
  private final Tier tier;
  private final Clock clock;
  private final OpenOrderCap cap;
  private volatile EngineCounter counter;
  private volatile boolean on;

  EngineLimits(Tier tier, Clock clock) {
    this.tier = tier;
    this.clock = clock;
    this.cap = new OpenOrderCap(tier);
    this.counter = new EngineCounter(tier);
  }

  void switched(boolean newOn) {
    on = newOn;
    counter = new EngineCounter(tier);
  }

  boolean areOn() {
    return on;
  }

  /** What is counted of a pair now. */
  public BigDecimal value(SimulatedPair pair) {
    return counter.value(pair.id(), clock.instant());
  }

  /**
   * Counts what is done to orders of a pair.
   *
   * @throws KrakenError if the counter refuses
   */
  public void charge(SimulatedPair pair, BigDecimal cost) {
    if (on && !counter.take(pair.id(), cost, clock.instant())) {
      throw new KrakenError("EOrder:Rate limit exceeded");
    }
  }

  /**
   * Counts that an order is touched, by its age.
   *
   * @param fixed what it costs at any age
   * @throws KrakenError if the counter refuses
   */
  public void charge(SimulatedOrder order, AgePenalty penalty, int fixed) {
    charge(order.terms().pair(), BigDecimal.valueOf(fixed).add(penalty.at(age(order))));
  }

  /** Counts a cancel that is accepted even above the maximum. */
  public void chargeAnyway(SimulatedOrder order) {
    if (on) {
      Instant now = clock.instant();
      counter.force(order.terms().pair().id(), AgePenalty.CANCEL.at(age(order)), now);
    }
  }

  void requireRoom(long open) {
    if (on && !cap.hasRoom(open)) {
      throw new KrakenError("EOrder:Orders limit exceeded");
    }
  }

  private Duration age(SimulatedOrder order) {
    return Duration.between(order.touchedAt(), clock.instant());
  }
}
