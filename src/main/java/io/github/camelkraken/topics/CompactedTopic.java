package io.github.camelkraken.topics;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a compacted topic to its end. What could not be read is never taken for what is absent. */
@Singleton
public class CompactedTopic {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KafkaClients clients;
  private final Clock clock;

  public CompactedTopic(KafkaClients clients, Clock clock) {
    this.clients = clients;
    this.clock = clock;
  }

  /**
   * The newest committed value of each key.
   *
   * @throws TimeoutException if the end was not reached in time, also because a transaction of
   *     another writer is still open before it
   */
  public Map<String, byte[]> read(String topic) {
    Map<String, byte[]> newest = new HashMap<>();
    try (KafkaConsumer<String, byte[]> consumer = clients.reader(settings("read_committed"))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = ends(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Instant deadline = clock.instant().plus(TIMEOUT);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        if (clock.instant().isAfter(deadline)) {
          throw new TimeoutException("the end of " + topic + " was not reached in " + TIMEOUT);
        }
        for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
          if (entry.value() == null) {
            newest.remove(entry.key());
          } else {
            newest.put(entry.key(), entry.value());
          }
        }
      }
    }
    return newest;
  }

  /**
   * The end of what was written, committed or not: a reader of committed records alone would be
   * shown an earlier end while a transaction of another writer is open, and miss what follows it.
   */
  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    try (KafkaConsumer<String, byte[]> consumer = clients.reader(settings("read_uncommitted"))) {
      return consumer.endOffsets(partitions);
    }
  }

  private static Map<String, Object> settings(String isolation) {
    return Map.of(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        isolation,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        10_000);
  }
}
