package io.github.camelkraken.sandbox;

import java.time.Instant;

/**
 * A call whose answer has left.
 *
 * @param at when its last byte was handed to the operating system
 * @param body of the answer
 */
public record AnsweredCall(Instant at, String endpoint, byte[] body) {}
