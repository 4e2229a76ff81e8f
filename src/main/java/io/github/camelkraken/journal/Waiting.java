package io.github.camelkraken.journal;

import io.github.camelkraken.requests.Request;
import io.github.camelkraken.rest.PrivateCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that waits until an order is decided.
 *
 * @param names by which it speaks of orders, and by which itself is known
 * @param expiresAt when its life ends; null if never
 */
record Waiting(Request request, List<String> names, Instant expiresAt) {
  static Waiting of(Request request, PrivateCall call) {
    List<String> names = new ArrayList<>(OrderNames.of(call));
    names.addAll(Keys.of(request, call));
    return new Waiting(request, names, call.expiresAt().orElse(null));
  }

  boolean isOver(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }
}
