package io.github.camelkraken.journal;

import io.github.camelkraken.requests.Request;
import java.time.Instant;
import java.util.List;

/**
 * A request that waits until an order is decided.
 *
 * @param names by which it speaks of orders
 * @param expiresAt when its life ends; null if never
 */
record Waiting(Request request, List<String> names, Instant expiresAt) {
  boolean isOver(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }
}
