package io.github.camelkraken.requests;

/**
 * A record that is no request.
 *
 * @param why it is not
 * @param result for whoever named it in a header; null if nobody did
 */
public record DeadLetter(Request request, Unreadable why, Result result) {}
