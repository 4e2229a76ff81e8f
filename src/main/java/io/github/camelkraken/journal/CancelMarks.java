package io.github.camelkraken.journal;

import io.github.camelkraken.requests.Request;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.PrivateCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The marks that cancels leave on the topic, because what they are to stop may still wait unread in
 * Kafka, or for another process to take over.
 */
final class CancelMarks {
  private final String account;
  private final Remembered remembered;

  CancelMarks(String account, Remembered remembered) {
    this.account = account;
    this.remembered = remembered;
  }

  /**
   * Marks what a cancel is about: every order, or what it names and was not sent yet.
   *
   * @return the {@code cl_ord_id} of each order that is named and was not sent
   */
  List<String> leave(Request request, PrivateCall cancel) {
    List<String> unsent = OrderNames.canceled(cancel).stream().filter(this::isUnsent).toList();
    List<String> keys = new ArrayList<>();
    if (OrderNames.cancelsAll(cancel)) {
      keys.add(Keys.everyOrder(account));
    }
    unsent.forEach(id -> keys.add(Keys.stopped(account, id)));
    Map<String, Entry> marks = new LinkedHashMap<>();
    keys.forEach(key -> marks.put(key, mark(key, request.recordTime())));
    remembered.write(marks);
    return unsent;
  }

  /**
   * Lets pass what no cancel has stopped. An attempt without an answer may have placed the order
   * already, so that nobody can call it stopped.
   *
   * @throws Canceled if a cancel stopped it that is as old as the request or newer
   */
  void check(Request request, PrivateCall call) throws Canceled {
    if (!OrderNames.isPlacing(call) || call.isOpen()) {
      return;
    }
    List<String> keys = new ArrayList<>();
    OrderNames.placed(call).forEach(id -> keys.add(Keys.stopped(account, id)));
    keys.add(Keys.everyOrder(account));
    for (String key : keys) {
      Optional<Instant> cancel = stopped(key);
      if (cancel.isPresent() && !request.recordTime().isAfter(cancel.get())) {
        throw new Canceled("stopped before it was sent, by a cancel of " + cancel.get());
      }
    }
  }

  private boolean isUnsent(String clOrdId) {
    List<String> key = List.of(Keys.order(account, clOrdId));
    return !remembered.isDecided(key) && remembered.attempts().noneMatch(one -> one.isUnder(key));
  }

  /** The newest cancel counts, in whatever order they come. */
  private Entry mark(String key, Instant cancel) {
    return new Entry.Stopped(stopped(key).filter(cancel::isBefore).orElse(cancel));
  }

  private Optional<Instant> stopped(String key) {
    return remembered.stopped(key).map(Entry.Stopped::cancel);
  }
}
