package io.github.camelkraken.rest;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When the next call may leave, on a monotonic clock in nanoseconds. */
public final class Pace {
  private static final int JITTER_PERCENT = 20;

  private final long spacing;
  private final long first;
  private final BigDecimal factor;
  private final long max;

  private Long last;
  private Long heldUntil;
  private long hold;

  /**
   * A pace.
   *
   * @param spacing between two calls
   * @param first time that a failure holds calls back
   * @param factor by which each further failure holds them longer
   * @param max of those times
   */
  public Pace(Duration spacing, Duration first, BigDecimal factor, Duration max) {
    this.spacing = spacing.toNanos();
    this.first = first.toNanos();
    this.factor = factor;
    this.max = max.toNanos();
  }

  /** Nanoseconds until a call may leave; zero or less means now. */
  public synchronized long untilNext(long now) {
    long spaced = last == null ? 0 : last + spacing - now;
    long held = heldUntil == null ? 0 : heldUntil - now;
    return Math.max(spaced, held);
  }

  public synchronized void taken(long now) {
    last = now;
  }

  public synchronized void succeeded() {
    hold = 0;
  }

  /** Failures of calls that were under way together count as one. */
  public synchronized void failed(long now) {
    if (heldUntil != null && heldUntil - now > 0) {
      return;
    }
    hold = hold == 0 ? first : Math.min(max, factor.multiply(BigDecimal.valueOf(hold)).longValue());
    heldUntil = now + jittered(Math.min(hold, max));
  }

  /** Holds calls back for a time that Kraken gave; the jitter only lengthens it. */
  public synchronized Duration hold(long now, Duration asked) {
    long wait = jittered(asked.toNanos());
    if (heldUntil == null || now + wait - heldUntil > 0) {
      heldUntil = now + wait;
    }
    return Duration.ofNanos(wait);
  }

  /** A time that Kraken gave, lengthened by a little so that not all come back at once. */
  public static Duration jittered(Duration asked) {
    return Duration.ofNanos(jittered(asked.toNanos()));
  }

  private static long jittered(long nanos) {
    return nanos + ThreadLocalRandom.current().nextLong(nanos * JITTER_PERCENT / 100 + 1);
  }
}
