package io.github.camelkraken.market;

import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.topics.CloudEvent;
import java.time.Instant;

/**
 * What is announced of a hole, in the transaction of the records around it.
 *
 * @param range what is missing; with the event and the scope it makes the stable id
 */
record Gap(Event event, String range, String detail) {
  enum Event {
    GAP_DETECTED,
    GAP_FILLED,
    GAP_UNFILLABLE
  }

  CloudEvent announcement(Announcements announcements, String scope, Instant at) {
    String id = scope + "/" + event + "/" + range;
    return announcements.event(event.name(), scope, range + " " + detail, at, id);
  }
}
