package io.github.camelkraken.sandbox.endpoint.trading;

import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** After this time the engine takes no order any more (rest.md 4.1). */
final class Deadline {
  private static final Duration NEAREST = Duration.ofSeconds(2);
  private static final Duration FURTHEST = Duration.ofSeconds(60);

  private Deadline() {}

  /**
   * Checks the deadline of a call, if it has one.
   *
   * @throws KrakenError if it is no time, was too near or too far on arrival, or has passed
   */
  static void check(PrivateCall call) {
    call.parameters().text("deadline").map(Deadline::time).ifPresent(at -> check(call, at));
  }

  private static void check(PrivateCall call, Instant deadline) {
    Instant received = call.receivedAt();
    if (!deadline.isAfter(received) || !deadline.isAfter(call.now())) {
      throw new KrakenError("EService:Deadline elapsed");
    }
    if (deadline.isBefore(received.plus(NEAREST)) || deadline.isAfter(received.plus(FURTHEST))) {
      throw Parameters.invalid("deadline");
    }
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notATime) {
      throw Parameters.invalid("deadline");
    }
  }
}
