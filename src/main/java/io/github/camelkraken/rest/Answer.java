package io.github.camelkraken.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What Kraken answered to a private call without an error.
 *
 * @param result Kraken's {@code result}; a JSON null where Kraken has nothing to say
 * @param krakenTime Kraken's clock, as well as it is known
 * @param receivedAt this machine's clock
 */
public record Answer(PrivateCall call, JsonNode result, Instant krakenTime, Instant receivedAt) {}
