package io.github.camelkraken.topics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A consumer that reads its share of a topic's partitions as long as it lives, those that are added
 * meanwhile too. It learns of them as often as it asks for metadata ({@code metadata.max.age.ms}).
 */
final class SeatedConsumer extends MeteredConsumer {
  /** After a failed poll Camel connects anew, at once and as often as it takes: not faster. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /**
   * Kafka forgets an offset of a group without members {@code offsets.retention.minutes} after its
   * last commit, though somebody reads there (KIP-211). By default that is a week.
   */
  private static final Duration COMMITTED_ANEW = Duration.ofDays(1);

  private String topic;
  private int seat;
  private int seats;
  private Clock clock;
  private Instant nextCommit = Instant.MIN;

  SeatedConsumer(Map<String, Object> settings, MeterRegistry meters) {
    super(settings, meters);
  }

  /**
   * Takes a seat: of so many consumers each reads every so many-th partition.
   *
   * @throws KafkaException if the broker does not answer, or forbids it
   */
  void sit(String ofTopic, int thisSeat, int allSeats, Clock itsClock) {
    topic = ofTopic;
    seat = thisSeat;
    seats = allSeats;
    clock = itsClock;
    share();
  }

  /**
   * Reads on, and commits once a day anew what is committed.
   *
   * @throws KafkaException if it cannot, a while after it could not; never an {@link
   *     AuthenticationException}, after which Camel would not connect anew, and nobody would read
   *     this share any more though the broker may know the user again
   */
  @Override
  public ConsumerRecords<Object, Object> poll(Duration timeout) {
    try {
      share();
      keepOffsets();
      return super.poll(timeout);
    } catch (WakeupException | InterruptException stopped) {
      throw stopped;
    } catch (RuntimeException failure) {
      LockSupport.parkNanos(PAUSE.toNanos());
      throw failure instanceof AuthenticationException
          ? new KafkaException(failure.getMessage(), failure)
          : failure;
    }
  }

  private void share() {
    Set<TopicPartition> share =
        partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .filter(one -> one.partition() % seats == seat)
            .collect(Collectors.toSet());
    // Without any partition it could not even wait for one, so it holds one that it does not read.
    Set<TopicPartition> held = share.isEmpty() ? Set.of(new TopicPartition(topic, 0)) : share;
    if (!held.equals(assignment())) {
      assign(held);
      pause(share.isEmpty() ? held : Set.of());
    }
  }

  /**
   * Here, between two polls, nothing else of this process commits for the share. A process that
   * sleeps in between while another takes over sets offsets back, as its last commit may anyway:
   * the journal knows the outcome of what is read again.
   */
  private void keepOffsets() {
    Instant now = clock.instant();
    if (now.isBefore(nextCommit)) {
      return;
    }
    Set<TopicPartition> share = new HashSet<>(assignment());
    share.removeAll(paused());
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(committed(share));
    offsets.values().removeIf(Objects::isNull);
    commitSync(offsets);
    nextCommit = now.plus(COMMITTED_ANEW);
  }
}
