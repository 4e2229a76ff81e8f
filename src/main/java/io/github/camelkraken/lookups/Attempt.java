package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.rest.PrivateCall;
import java.time.Duration;
import java.time.Instant;

/**
 * The last attempt of a call, of which nobody knows whether it took effect.
 *
 * @param sent when it left, on Kraken's clock
 * @param believed from when on Kraken's views are believed to show all that it did, on Kraken's
 *     clock
 */
record Attempt(PrivateCall call, Instant sent, Instant believed) {
  /**
   * Kraken tells its clock in whole seconds, and a difference of less than two is taken for none: a
   * time may look so much too early or too late.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  ObjectNode parameters() {
    return call.parameters();
  }

  /** What happened before cannot be its effect. */
  Instant earliest() {
    return sent.minus(TOLERANCE);
  }

  /** What was not there by then is not what it speaks of. */
  Instant latestBefore() {
    return sent.plus(TOLERANCE);
  }
}
