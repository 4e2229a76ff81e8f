package io.github.camelkraken.accounts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * This side's copy of one of Kraken's counters: it grows by what calls cost, falls by the second,
 * and Kraken refuses what would lift it above its maximum (rate-limits.md 2 and 3). The copy is
 * never below the original: it begins full, and since nobody knows when between its sending and its
 * answer a call is counted, its cost does not begin to fall before the answer. Costs are points,
 * times are nanoseconds of a clock that never steps. Not for use by several threads at once.
 */
final class Counter {
  private static final BigDecimal NANOS = BigDecimal.valueOf(Duration.ofSeconds(1).toNanos());

  private final BigDecimal perSecond;
  private final long room;
  private final long roomOfOthers;

  /**
   * When it would be empty if nothing were under way: a level is the time that it takes to fall.
   */
  private volatile long emptyAt;

  private volatile long underWay;

  /**
   * A counter that is full.
   *
   * @param perSecond points that it falls
   * @param reserved points that only urgent calls may use
   */
  Counter(BigDecimal maximum, BigDecimal perSecond, BigDecimal reserved, long now) {
    this(perSecond, falling(maximum, perSecond), falling(maximum.subtract(reserved), perSecond));
    this.emptyAt = now + room;
  }

  private Counter(BigDecimal perSecond, long room, long roomOfOthers) {
    this.perSecond = perSecond;
    this.room = room;
    this.roomOfOthers = roomOfOthers;
  }

  /** Another one that is as full as this one is. */
  Counter copy(long now) {
    Counter copy = new Counter(perSecond, room, roomOfOthers);
    copy.emptyAt = now + level(now);
    return copy;
  }

  /**
   * Nanoseconds until a cost fits; zero or less means now. What is too much for an empty counter
   * fits once it is empty: Kraken then says no, and nobody waits for ever.
   */
  long untilFits(BigDecimal cost, boolean urgent, long now) {
    long most = urgent ? room : roomOfOthers;
    return level(now) + Math.min(falling(cost, perSecond), most) - most;
  }

  /** A call is about to leave. */
  void take(BigDecimal cost) {
    underWay += falling(cost, perSecond);
  }

  /** What was taken has arrived at Kraken by now, if it ever does. */
  void settle(BigDecimal cost, long now) {
    long fall = falling(cost, perSecond);
    emptyAt = Math.max(emptyAt - now, 0) + now + fall;
    underWay -= fall;
  }

  /** What was taken was not sent. */
  void release(BigDecimal cost) {
    underWay -= falling(cost, perSecond);
  }

  /** Kraken has refused a call, so its counter is at the maximum. */
  void fill(long now) {
    emptyAt = Math.max(emptyAt - now, room) + now;
  }

  /** Points that an urgent call could cost now. */
  BigDecimal remaining(long now) {
    return BigDecimal.valueOf(Math.max(room - level(now), 0))
        .multiply(perSecond)
        .divide(NANOS, MathContext.DECIMAL32);
  }

  private long level(long now) {
    return Math.max(emptyAt - now, 0) + underWay;
  }

  /** How long it takes to fall by so many points, never too short. */
  private static long falling(BigDecimal points, BigDecimal perSecond) {
    return points.multiply(NANOS).divide(perSecond, 0, RoundingMode.CEILING).longValueExact();
  }
}
