package io.github.camelkraken.topics;

import io.github.camelkraken.config.KrakenConfig;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.support.subcription.SubscribeAdapter;
import org.apache.camel.component.kafka.consumer.support.subcription.TopicInfo;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;

/**
 * Gives each consumer of a route its share of the topic's partitions, as long as it lives. Who may
 * read requests is decided by {@link Election}, so a group that shares partitions out would be a
 * second opinion: it takes seconds to notice a crash, and hands a record that is being dealt with
 * to a second consumer. Offsets are committed under the route's group all the same.
 */
@Singleton
@Named(KafkaConstants.KAFKA_SUBSCRIBE_ADAPTER)
public class AssignedPartitions implements SubscribeAdapter {
  private final int consumers;
  private final Clock clock;
  private final Map<String, Map<Integer, Thread>> seats = new HashMap<>();

  public AssignedPartitions(KrakenConfig config, Clock clock) {
    this.consumers = Topics.consumers(config);
    this.clock = clock;
  }

  @Override
  public void subscribe(
      Consumer<?, ?> consumer, ConsumerRebalanceListener unused, TopicInfo topics) {
    for (String topic : topics.getTopics()) {
      ((SeatedConsumer) consumer).sit(topic, seat(topic, Thread.currentThread()), consumers, clock);
    }
  }

  /** Camel runs each consumer in a thread of its own, which also connects it anew. */
  private synchronized int seat(String topic, Thread thread) {
    Map<Integer, Thread> taken = seats.computeIfAbsent(topic, none -> new HashMap<>());
    taken.values().removeIf(other -> !other.isAlive());
    for (int seat = 0; seat < consumers; seat++) {
      if (taken.getOrDefault(seat, thread) == thread) {
        taken.put(seat, thread);
        return seat;
      }
    }
    throw new IllegalStateException(topic + " has more than " + consumers + " consumers");
  }
}
