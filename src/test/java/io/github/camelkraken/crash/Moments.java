package io.github.camelkraken.crash;

import java.util.EnumMap;
import java.util.Map;

/** Acts at the next moment of a kind, on the thread that saw it: before anything else happens. */
final class Moments {
  private final Map<Moment, Runnable> awaited = new EnumMap<>(Moment.class);

  synchronized void next(Moment moment, Runnable act) {
    awaited.put(moment, act);
  }

  synchronized boolean isAwaited(Moment moment) {
    return awaited.containsKey(moment);
  }

  /** No longer; false if the moment has come already. */
  boolean forget(Moment moment) {
    return take(moment) != null;
  }

  void happened(Moment moment) {
    Runnable act = take(moment);
    if (act != null) {
      act.run();
    }
  }

  private synchronized Runnable take(Moment moment) {
    return awaited.remove(moment);
  }
}
