package io.github.camelkraken.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How long some polls took. */
final class Laps {
  private final List<Duration> times = new ArrayList<>();

  void add(Duration time) {
    times.add(time);
  }

  void addAll(Laps others) {
    times.addAll(others.times);
  }

  Duration median() {
    return percentile(50);
  }

  /** The time that so many of a hundred did not exceed. */
  Duration percentile(int percent) {
    return percentile(times, percent);
  }

  static <T extends Comparable<T>> T percentile(Collection<T> values, int percent) {
    List<T> sorted = values.stream().sorted().toList();
    int rank = (sorted.size() * percent + 99) / 100;
    return sorted.get(Math.max(0, rank - 1));
  }
}
