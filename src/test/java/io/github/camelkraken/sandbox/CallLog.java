package io.github.camelkraken.sandbox;

import java.util.ArrayList;
import java.util.List;

/** What has arrived, in its order; adding costs the same however much there is. */
final class CallLog<T> {
  private final List<T> calls = new ArrayList<>();

  synchronized void add(T call) {
    calls.add(call);
  }

  synchronized List<T> all() {
    return List.copyOf(calls);
  }

  synchronized void clear() {
    calls.clear();
  }
}
