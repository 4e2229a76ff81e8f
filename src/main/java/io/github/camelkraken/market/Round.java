package io.github.camelkraken.market;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.Period;
import io.github.camelkraken.config.Polls;
import io.github.camelkraken.rest.PublicCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which targets of a feed are due. The timer ticks once a period, or more often where that is long,
 * so that a target which failed is asked for again soon; half a tick tells one round from the next.
 */
final class Round {
  private final Period period;
  private final KrakenConfig config;
  private final Clock clock;
  private final Set<String> again = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> polled = new ConcurrentHashMap<>();
  private final Map<String, Instant> succeeded = new ConcurrentHashMap<>();

  Round(Period period, KrakenConfig config, Clock clock) {
    this.period = period;
    this.config = config;
    this.clock = clock;
  }

  /** Whether the target was not polled yet in this round, or is to be once more. */
  boolean isDue(String target) {
    Instant last = polled.get(target);
    if (again.contains(target) || last == null) {
      return true;
    }
    // In either direction, so that a clock that is set back stops no feed.
    Duration since = Duration.between(last, clock.instant()).abs();
    Duration every = period.every().orElseThrow();
    Duration halfATick = Polls.tick(config, every).dividedBy(2);
    boolean failed = lastSuccess(target).map(success -> success.isBefore(last)).orElse(true);
    Duration wait = failed ? halfATick : every.minus(halfATick);
    return since.compareTo(wait) >= 0;
  }

  /**
   * Takes the calls that are due for polled, the longest unpolled first. A pair that must catch up
   * is in every one of a round's turns, but only once in each, so it does not starve the others.
   */
  List<PublicCall> take(List<PublicCall> calls) {
    List<PublicCall> due =
        new ArrayList<>(calls.stream().filter(call -> isDue(call.target())).toList());
    due.sort(Comparator.comparing(call -> polled.getOrDefault(call.target(), Instant.MIN)));
    due.forEach(
        call -> {
          again.remove(call.target());
          polled.put(call.target(), clock.instant());
        });
    return due;
  }

  /** Makes the target due once more in this round. */
  void again(String target) {
    again.add(target);
  }

  void succeeded(String target) {
    succeeded.put(target, clock.instant());
  }

  Optional<Instant> lastSuccess(String target) {
    return Optional.ofNullable(succeeded.get(target));
  }
}
