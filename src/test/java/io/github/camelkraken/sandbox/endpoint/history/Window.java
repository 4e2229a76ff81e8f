package io.github.camelkraken.sandbox.endpoint.history;

import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which part of a history a call asks for: {@code start} is exclusive, {@code end} inclusive, and a
 * page has 50 entries from {@code ofs} on (rest.md 3.6, semantics.md 4.5).
 */
final class Window {
  private static final int PAGE = 50;

  private final BigDecimal start;
  private final BigDecimal end;
  private final long offset;

  /**
   * Reads the bounds.
   *
   * @param timeOfId the time of an id that stands in place of seconds
   * @throws KrakenError for a bound that is neither
   */
  Window(PrivateCall call, Function<String, Optional<Instant>> timeOfId) {
    start = bound(call.parameters(), "start", timeOfId);
    end = bound(call.parameters(), "end", timeOfId);
    offset = call.parameters().whole("ofs").orElse(0L);
    if (offset < 0) {
      throw Parameters.invalid("ofs");
    }
  }

  boolean contains(Instant time) {
    BigDecimal seconds = Seconds.of(time);
    return (start == null || seconds.compareTo(start) > 0)
        && (end == null || seconds.compareTo(end) <= 0);
  }

  <T> List<T> page(List<T> newestFirst) {
    return newestFirst.stream().skip(offset).limit(PAGE).toList();
  }

  private static BigDecimal bound(
      Parameters parameters, String name, Function<String, Optional<Instant>> timeOfId) {
    Optional<String> text = parameters.text(name);
    if (text.isEmpty()) {
      return null;
    }
    Optional<Instant> time = timeOfId.apply(text.get());
    return time.map(Seconds::of).orElseGet(() -> parameters.number(name).orElseThrow());
  }
}
