package io.github.camelkraken.topics;

import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.spi.CamelEvent.CamelContextStoppedEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Which of several processes does what only one may do: the one to which Kafka gives the first
 * partition of a topic. Nothing that must not happen twice rests on it, only on {@link
 * FencedProducer}; a process that slept does not know yet that another was elected.
 */
public abstract class Election {
  /** A candidate that has crashed is missed after this: Kafka's shortest. */
  public static final Duration SESSION = Duration.ofSeconds(6);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LONG_POLL = Duration.ofMillis(400);
  private static final Duration LEAVE = Duration.ofSeconds(1);
  private static final int HEARTBEAT_MILLIS = 500;

  private final KafkaClients clients;
  private final String group;
  private final String topic;
  private KafkaConsumer<String, byte[]> candidate;
  private boolean stopped;
  private volatile boolean standing;
  private volatile boolean won;
  private volatile boolean settled = true;

  /**
   * An election for which nobody stands yet.
   *
   * @param group of the candidates
   * @param topic of which one partition is enough
   */
  protected Election(KafkaClients clients, String group, String topic) {
    this.clients = clients;
    this.group = group;
    this.topic = topic;
  }

  /** The group of the candidates. */
  protected final String group() {
    return group;
  }

  /** How the other candidates see this one. */
  protected String clientId() {
    return group;
  }

  /**
   * Stands for election, and learns how it goes.
   *
   * @throws RejectedExecutionException if the gateway is stopping: routes that are stopped one by
   *     one meanwhile would wait for the stop of all, and that for them
   */
  public synchronized void stand() {
    if (stopped) {
      throw new RejectedExecutionException("the gateway is stopping");
    }
    standing = true;
    if (candidate == null) {
      candidate = clients.reader(settings());
      candidate.subscribe(List.of(topic), new Outcome());
    }
    boolean before = won;
    candidate.poll(won ? POLL : LONG_POLL);
    settled &= before == won;
    if (before && !won) {
      // The others would wait for this one's part in their election, and it has to stop first what
      // it was elected for, which takes a while.
      leave();
    }
  }

  /** Whether this process takes part at all. */
  public boolean isStanding() {
    return standing;
  }

  /** Whether this process is the elected one, as far as it knows. */
  public boolean isWon() {
    return won;
  }

  /**
   * Whether all that follows from how the election went has been done. If a step of it fails it has
   * not, and all of it is to be done again.
   */
  public boolean isSettled() {
    return settled;
  }

  /** All that follows from how the election went has been done. */
  public void settle() {
    settled = true;
  }

  synchronized void stopping(@Observes CamelContextStoppingEvent event) {
    stopped = true;
  }

  /** Not before the calls under way are answered: what comes of them is this one's to write. */
  synchronized void stop(@Observes CamelContextStoppedEvent event) {
    if (candidate != null) {
      leave();
    }
  }

  private void leave() {
    candidate.close(CloseOptions.timeout(LEAVE));
    candidate = null;
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.GROUP_ID_CONFIG,
        group,
        ConsumerConfig.CLIENT_ID_CONFIG,
        clientId(),
        // A newcomer does not take the partition from whoever has it.
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName(),
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
        (int) SESSION.toMillis(),
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        HEARTBEAT_MILLIS,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "latest",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false);
  }

  private TopicPartition prize() {
    return new TopicPartition(topic, 0);
  }

  private final class Outcome implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      candidate.pause(partitions);
      won |= partitions.contains(prize());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      won &= !partitions.contains(prize());
    }
  }
}
