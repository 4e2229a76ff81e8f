package io.github.camelkraken.sandbox;

import java.time.Instant;
import java.util.Map;

/** A call as it arrived. */
public record ReceivedCall(
    Instant at, String endpoint, Map<String, String> query, Map<String, String> headers) {}
