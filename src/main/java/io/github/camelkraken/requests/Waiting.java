package io.github.camelkraken.requests;

import io.github.camelkraken.rest.PrivateCall;

/** A request that waits until the order it names is decided. */
public record Waiting(Request request, PrivateCall call) {}
