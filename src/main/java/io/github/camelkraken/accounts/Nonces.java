package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.topics.CompactedTopic;
import io.github.camelkraken.topics.Topics;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * The nonces of each key: nanoseconds since 1970, and above everything that the key has ever sent,
 * whatever the clock does and whenever the process was killed. That holds because no nonce is given
 * out that the account's owner has not reserved on {@code kraken.nonces} before, and taking over
 * begins above the reservation (auth.md 6). A former owner that wakes up can use up what it had
 * reserved, all of it below, and no more; once Kraken has refused one, nothing.
 */
@Singleton
@Named("nonces")
public class Nonces {
  private static final long AHEAD = Duration.ofSeconds(60).toNanos();
  private static final String RESERVED = "reserved_until_ns";

  /** One key's nonces; used by its lane, which lets one call through at a time. */
  private static final class Sequence {
    private volatile long last;
    private volatile long reserved;

    /** What others reserved lies below what comes now; what was reserved here goes on. */
    private void takeOver(long found) {
      if (found != reserved) {
        last = Math.max(last, found);
      }
    }
  }

  private final Ownership ownership;
  private final CompactedTopic compacted;
  private final String topic;
  private final Clock clock;
  private final Map<String, Sequence> sequences = new ConcurrentHashMap<>();

  public Nonces(KrakenConfig config, Ownership ownership, CompactedTopic compacted, Clock clock) {
    this.ownership = ownership;
    this.compacted = compacted;
    this.topic = config.topicPrefix().topic(Topics.NONCES);
    this.clock = clock;
  }

  /**
   * Reads what was ever reserved; nobody else can reserve any more.
   *
   * @throws KafkaException if the broker does not answer
   */
  public void read() throws IOException {
    for (Map.Entry<String, byte[]> entry : compacted.read(topic).entrySet()) {
      JsonNode value = Json.read(entry.getValue());
      sequence(entry.getKey()).takeOver(Long.parseLong(value.path(RESERVED).asText()));
    }
  }

  /**
   * The next nonce of a key of an account's.
   *
   * @throws KafkaException if it could not be reserved; it was not given out then
   * @throws java.util.concurrent.RejectedExecutionException if another process acts for the account
   */
  public String next(String account, ApiKey key) {
    Sequence sequence = sequence(key.fingerprint());
    long nonce = Math.max(nanos(clock.instant()), sequence.last + 1);
    if (nonce > sequence.reserved) {
      long until = nonce + AHEAD;
      ownership.write(
          account, List.of(new ProducerRecord<>(topic, key.fingerprint(), reservation(until))));
      sequence.reserved = until;
    }
    sequence.last = nonce;
    return String.valueOf(nonce);
  }

  /** Kraken has seen this nonce of the key; the next one is above it. */
  public void above(ApiKey key, long seen) {
    Sequence sequence = sequence(key.fingerprint());
    sequence.last = Math.max(sequence.last, seen);
  }

  /**
   * Kraken has refused a nonce of the key: somebody has used a higher one, and that may be the
   * process that acts for the account now. What was reserved is void, so that the next one is given
   * out only if it is this process that acts.
   */
  public void refused(ApiKey key) {
    sequence(key.fingerprint()).reserved = 0;
  }

  private Sequence sequence(String fingerprint) {
    return sequences.computeIfAbsent(fingerprint, none -> new Sequence());
  }

  private static byte[] reservation(long until) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeStringField(RESERVED, String.valueOf(until));
          json.writeEndObject();
        });
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
