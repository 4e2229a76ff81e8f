package io.github.camelkraken.topics;

import io.github.camelkraken.config.KrakenConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Which of several processes acts for the accounts: the one to which Kafka gives the only partition
 * of the journal. Nothing that must not happen twice rests on it, only on {@link FencedProducer}; a
 * process that slept does not know yet that another was elected.
 */
@Singleton
@Named("election")
public class Election {
  private static final String GROUP = "private";
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LONG_POLL = Duration.ofMillis(400);
  private static final int SHORTEST_SESSION_MILLIS = 6_000;
  private static final int HEARTBEAT_MILLIS = 500;

  private final KafkaClients clients;
  private final String group;
  private final String topic;
  private KafkaConsumer<String, byte[]> candidate;
  private boolean stopped;
  private volatile boolean won;

  public Election(KrakenConfig config, KafkaClients clients) {
    this.clients = clients;
    this.group = config.topicPrefix().topic(GROUP);
    this.topic = config.topicPrefix().topic(Topics.JOURNAL);
  }

  /** Stands for election, and learns how it goes. */
  public synchronized void stand() {
    if (stopped) {
      return;
    }
    if (candidate == null) {
      candidate = clients.reader(settings());
      candidate.subscribe(List.of(topic), new Outcome());
    }
    candidate.poll(won ? POLL : LONG_POLL);
  }

  /** Whether this process is the elected one, as far as it knows. */
  public boolean isWon() {
    return won;
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    stopped = true;
    if (candidate != null) {
      candidate.close();
      candidate = null;
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.GROUP_ID_CONFIG,
        group,
        // A newcomer does not take the partition from whoever has it.
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName(),
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
        SHORTEST_SESSION_MILLIS,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        HEARTBEAT_MILLIS,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "latest",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false);
  }

  private final class Outcome implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        candidate.pause(partitions);
        won = true;
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      won &= partitions.isEmpty();
    }
  }
}
