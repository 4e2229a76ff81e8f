package io.github.camelkraken.bench;

import java.time.Duration;
import java.time.Instant;

/**
 * The way of one request.
 *
 * @param sent when its record was given to the producer
 * @param arrived when all of its call was at the exchange
 * @param answered when all of the exchange's answer had left
 * @param published when its result was with a consumer of committed records
 */
record Journey(Instant sent, Instant arrived, Instant answered, Instant published) {
  /** From the user to the exchange. */
  Duration there() {
    return Duration.between(sent, arrived);
  }

  /** From the exchange to the user. */
  Duration back() {
    return Duration.between(answered, published);
  }

  /** All of it but for the exchange's own time. */
  Duration added() {
    return there().plus(back());
  }
}
