package io.github.camelkraken.sandbox.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What goes wrong next, by endpoint; {@code *} is every endpoint. */
public final class Faults {
  /** Until they are cleared. */
  public static final int FOR_EVER = Integer.MAX_VALUE;

  private static final String EVERY = "*";

  private record Scripted(Fault fault, int times) {}

  private final Map<String, Deque<Scripted>> scripts = new HashMap<>();

  /** Lets a fault strike the next calls of an endpoint, after those scripted before. */
  public synchronized void script(String endpoint, Fault fault, int times) {
    scripts
        .computeIfAbsent(endpoint, added -> new ArrayDeque<>())
        .addLast(new Scripted(fault, times));
  }

  public synchronized void clear() {
    scripts.clear();
  }

  /** The fault that strikes a call now, if one does. */
  public synchronized Optional<Fault> next(String endpoint) {
    return take(endpoint).or(() -> take(EVERY));
  }

  /**
   * A fault by its name, for scripting over HTTP.
   *
   * @throws IllegalArgumentException naming the ones that there are
   */
  public static Fault named(String name) {
    return NamedFaults.get(name);
  }

  private Optional<Fault> take(String endpoint) {
    Deque<Scripted> script = scripts.get(endpoint);
    if (script == null || script.isEmpty()) {
      return Optional.empty();
    }
    Scripted next = script.removeFirst();
    if (next.times() == FOR_EVER) {
      script.addFirst(next);
    } else if (next.times() > 1) {
      script.addFirst(new Scripted(next.fault(), next.times() - 1));
    }
    return Optional.of(next.fault());
  }
}
