package io.github.camelkraken.topics;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a compacted topic to its end. What could not be read is never taken for what is absent. */
@Singleton
public class CompactedTopic {
  private final KafkaClients clients;
  private final Clock clock;

  public CompactedTopic(KafkaClients clients, Clock clock) {
    this.clients = clients;
    this.clock = clock;
  }

  /**
   * The newest committed value of each key.
   *
   * @throws TimeoutException if the end was not reached in time
   */
  public Map<String, byte[]> read(String topic) {
    Map<String, byte[]> newest = new HashMap<>();
    try (Follower follower = follow(topic)) {
      follower.catchUp(
          entry -> {
            if (entry.value() == null) {
              newest.remove(entry.key());
            } else {
              newest.put(entry.key(), entry.value());
            }
          });
    }
    return newest;
  }

  /** A reader that goes on where it stopped. The caller closes it. */
  public Follower follow(String topic) {
    return new Follower(clients, topic, clock);
  }
}
