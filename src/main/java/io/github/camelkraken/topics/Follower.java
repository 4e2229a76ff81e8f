package io.github.camelkraken.topics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the committed records of a topic from its beginning, each time on to its end. */
public final class Follower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration A_MOMENT = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KafkaConsumer<String, byte[]> committed;
  private final KafkaConsumer<String, byte[]> everything;
  private final String topic;
  private final Clock clock;
  private final Map<TopicPartition, Long> read = new HashMap<>();

  Follower(KafkaClients clients, String topic, Clock clock) {
    this.topic = topic;
    this.clock = clock;
    this.committed = clients.reader(settings("read_committed"));
    this.everything = clients.reader(settings("read_uncommitted"));
  }

  /** Hands over some of what has not been read yet, and waits for nobody's transaction to end. */
  public synchronized void readOn(Consumer<ConsumerRecord<String, byte[]>> reader) {
    List<TopicPartition> partitions = goBackToWhatWasRead();
    Instant deadline = clock.instant().plus(A_MOMENT);
    ConsumerRecords<String, byte[]> records;
    do {
      records = committed.poll(POLL);
      records.forEach(reader);
      haveRead(partitions);
    } while (!records.isEmpty() && clock.instant().isBefore(deadline));
  }

  /**
   * Hands over what has not been read yet, up to the present end.
   *
   * @throws TimeoutException if the end was not reached in time, also because a transaction of
   *     another writer is still open before it
   */
  public synchronized void catchUp(Consumer<ConsumerRecord<String, byte[]>> reader) {
    List<TopicPartition> partitions = goBackToWhatWasRead();
    // A reader of committed records alone would be shown an earlier end while a transaction of
    // another writer is open, and miss what follows it.
    Map<TopicPartition, Long> ends = everything.endOffsets(partitions);
    Instant deadline = clock.instant().plus(TIMEOUT);
    while (ends.entrySet().stream()
        .anyMatch(end -> committed.position(end.getKey()) < end.getValue())) {
      if (clock.instant().isAfter(deadline)) {
        throw new TimeoutException("the end of " + topic + " was not reached in " + TIMEOUT);
      }
      committed.poll(POLL).forEach(reader);
      haveRead(partitions);
    }
  }

  /**
   * The record at a place of the first partition.
   *
   * @throws KafkaException if it could not be read
   */
  public synchronized ConsumerRecord<String, byte[]> at(long offset) {
    TopicPartition first = new TopicPartition(topic, 0);
    committed.assign(List.of(first));
    committed.seek(first, offset);
    Instant deadline = clock.instant().plus(TIMEOUT);
    while (!clock.instant().isAfter(deadline)) {
      for (ConsumerRecord<String, byte[]> entry : committed.poll(POLL)) {
        if (entry.offset() == offset) {
          return entry;
        }
        throw new KafkaException("%s has no record at %d any more".formatted(topic, offset));
      }
    }
    throw new TimeoutException("the record %d of %s did not come".formatted(offset, topic));
  }

  /** What a reader could not take is handed over again. */
  private List<TopicPartition> goBackToWhatWasRead() {
    List<TopicPartition> partitions =
        committed.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    committed.assign(partitions);
    committed.seekToBeginning(partitions);
    read.forEach(committed::seek);
    return partitions;
  }

  private void haveRead(List<TopicPartition> partitions) {
    partitions.forEach(partition -> read.put(partition, committed.position(partition)));
  }

  @Override
  public synchronized void close() {
    committed.close();
    everything.close();
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
