package io.github.camelkraken.accounts;

import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.Role;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Whose turn it is among the calls that wait for one key. Urgent calls go before the others, and
 * otherwise they go as they came, except that a full counter holds back only those that count on
 * it. Times are nanoseconds of a clock that never steps. Not for use by several threads at once.
 */
final class Turns {
  /**
   * For so long after an urgent call only urgent ones may go: they come one by one, each when the
   * one before is answered, and an order that gets in between could hang. The dead man's switch is
   * set again and again by itself, so nothing follows it.
   */
  static final Duration GRACE = Duration.ofMillis(250);

  /** The same once one has followed another: more are likely to come, even if a machine is slow. */
  static final Duration GRACE_IN_A_BURST = Duration.ofSeconds(1);

  private static final String ALONE = "CancelAllOrdersAfter";
  private static final long URGENT = Long.MIN_VALUE;

  private final Budget budget;
  private final TreeMap<Long, PrivateCall> waiting = new TreeMap<>();
  private long arrivals;
  private Long heldUntil;
  private Long urgentUntil;
  private boolean burst;

  Turns(Budget budget) {
    this.budget = budget;
  }

  /** A call has come; its place is what it is known by here. */
  Long arrive(PrivateCall call) {
    Long place = (call.isUrgent() ? URGENT : 0) + arrivals++;
    waiting.put(place, call);
    return place;
  }

  /** It goes, or waits no more. */
  void leave(Long place) {
    waiting.remove(place);
  }

  /** How many are waiting. */
  int waiting() {
    return waiting.size();
  }

  /** A call goes now. */
  void goes(PrivateCall call, long now) {
    if (isUrgent(call)) {
      burst = urgentUntil != null && urgentUntil - now > 0;
    }
  }

  /** A call that went is answered. */
  void answered(PrivateCall call, long now) {
    if (isUrgent(call)) {
      urgentUntil = now + (burst ? GRACE_IN_A_BURST : GRACE).toNanos();
    }
  }

  /** Kraken has asked for a time without calls. */
  void hold(Duration asked, long now) {
    long until = now + asked.toNanos();
    heldUntil = heldUntil == null || until - heldUntil > 0 ? until : heldUntil;
  }

  /** Whether Kraken has asked for a time without calls that is not over. */
  boolean isHeld(long now) {
    return heldUntil != null && heldUntil - now > 0;
  }

  /** The place of the call that may go now, out of those that may go at all. */
  Optional<Long> next(Predicate<PrivateCall> may, long now) {
    Set<Counter> full = new HashSet<>();
    for (Map.Entry<Long, PrivateCall> entry : waiting.entrySet()) {
      PrivateCall call = entry.getValue();
      if (!may.test(call) || held(call, now) > 0) {
        continue;
      }
      boolean fits = true;
      for (Charge charge : budget.charges(call, now)) {
        if (charge.untilFits(call.isUrgent(), now) > 0
            || charge.mustFit() && full.contains(charge.counter())) {
          full.add(charge.counter());
          fits = false;
        }
      }
      if (fits) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  /**
   * Nanoseconds until it may be somebody's turn though nothing happens; empty if it never is. It
   * may be sooner, since what it costs to touch an order falls while the call waits.
   */
  Optional<Long> untilNext(Predicate<PrivateCall> may, long now) {
    return waiting.values().stream()
        .filter(may)
        .map(
            call ->
                budget.charges(call, now).stream()
                    .map(charge -> charge.untilFits(call.isUrgent(), now))
                    .reduce(held(call, now), Math::max))
        .filter(wait -> wait > 0)
        .min(Long::compare);
  }

  private static boolean isUrgent(PrivateCall call) {
    return call.isUrgent() && call.row().role() == Role.CANCEL && !call.endpoint().equals(ALONE);
  }

  private long held(PrivateCall call, long now) {
    long held = heldUntil == null ? 0 : heldUntil - now;
    return call.isUrgent() || urgentUntil == null ? held : Math.max(held, urgentUntil - now);
  }
}
