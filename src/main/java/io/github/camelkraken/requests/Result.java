package io.github.camelkraken.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The answer to a request.
 *
 * @param value as it is published
 */
public record Result(Request request, Status status, ObjectNode value) {
  /** The same whenever the same answer is published again. */
  String eventId() {
    return request.account() + "/" + request.id() + (status.isFinal() ? "" : "/" + status);
  }
}
