package io.github.camelkraken.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.rest.PrivateCall;

/**
 * The answer to a request.
 *
 * @param call whose outcome it is; null if it says again what is known, or none could be made
 * @param value as it is published
 */
public record Result(Request request, PrivateCall call, Status status, ObjectNode value) {
  /** An answer that is nobody's outcome. */
  public Result(Request request, Status status, ObjectNode value) {
    this(request, null, status, value);
  }

  /** The same whenever the same answer is published again. */
  String eventId() {
    return request.account() + "/" + request.id() + (status.isFinal() ? "" : "/" + status);
  }
}
