package io.github.camelkraken.market;

import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.topics.CloudEvent;
import io.github.camelkraken.topics.ExactlyOnce;
import io.github.camelkraken.topics.Publication;
import io.github.camelkraken.topics.Topics;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A feed that goes on from a cursor, which is published with the records that advance it. */
abstract class CursorFeed extends Feed {
  @Inject ExactlyOnce exactlyOnce;
  @Inject Announcements announcements;

  CursorFeed(String name) {
    super(name);
  }

  /** The target's cursor as the broker has it; empty only if there surely is none. */
  final Optional<byte[]> cursor(String target) {
    return exactlyOnce.cursor(key(target));
  }

  /**
   * All of this, or nothing.
   *
   * @param before the cursor that the records go on from
   * @param cursor the one behind them
   */
  final Publication publication(
      String target,
      List<CloudEvent> records,
      List<Gap> gaps,
      Optional<byte[]> before,
      byte[] cursor) {
    List<ProducerRecord<String, byte[]>> all = new ArrayList<>(records.size() + gaps.size());
    String topic = config.topicPrefix().topic("market." + name());
    records.forEach(record -> all.add(record.toRecord(topic)));
    String events = config.topicPrefix().topic(Topics.EVENTS);
    for (Gap gap : gaps) {
      all.add(gap.announcement(announcements, key(target), clock.instant()).toRecord(events));
    }
    return new Publication(all, key(target), before.orElse(null), cursor);
  }

  private String key(String target) {
    return name() + "/" + target;
  }
}
