package io.github.camelkraken.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What Kraken answered to a call without an error.
 *
 * @param result Kraken's {@code result}, never null
 * @param krakenTime Kraken's clock as the {@code Date} header tells it, in whole seconds
 * @param receivedAt this machine's clock
 */
public record Reply(PublicCall call, JsonNode result, Instant krakenTime, Instant receivedAt) {}
