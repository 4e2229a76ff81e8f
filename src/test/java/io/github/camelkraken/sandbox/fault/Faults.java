package io.github.camelkraken.sandbox.fault;

import java.time.Duration;
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
    return switch (name) {
      case "rate-limit" -> KrakenSays.TOO_MANY_REQUESTS;
      case "throttled" -> new Throttled(Duration.ofSeconds(5));
      case "http-429" -> HttpStatus.tooManyRequests(5);
      case "http-500" -> new HttpStatus(500);
      case "http-503" -> new HttpStatus(503);
      case "http-520" -> new HttpStatus(520);
      case "html" -> new Html();
      case "truncated" -> new Truncated();
      case "broken-off" -> new BrokenOff();
      case "cut-before" -> new CutBefore();
      case "cut-after" -> new CutAfter();
      case "slow" -> new Slow(Duration.ofSeconds(3));
      case "wrong-last" -> new WrongLast(Duration.ofSeconds(-5));
      default ->
          throw new IllegalArgumentException(
              "expects rate-limit, throttled, http-429, http-500, http-503, http-520, html,"
                  + " truncated, broken-off, cut-before, cut-after, slow or wrong-last");
    };
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
