package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.endpoint.KrakenError;

/** What a call wants of the exchange. */
@FunctionalInterface
interface Service {
  /** Checks who calls, as far as that can be told before the call takes effect. */
  default void admit() {}

  /**
   * Lets the call take effect.
   *
   * @throws KrakenError if it takes none
   */
  JsonNode result();

  /** Makes the call refuse one of its parts when it takes effect. */
  default void refuse(int part, String error) {
    throw new IllegalStateException("only a private call has parts");
  }
}
