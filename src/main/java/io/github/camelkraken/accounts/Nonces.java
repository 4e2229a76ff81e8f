package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.topics.CompactedTopic;
import io.github.camelkraken.topics.KafkaClients;
import io.github.camelkraken.topics.Topics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * The nonces of each key: nanoseconds since 1970, and above everything that the key has ever sent,
 * whatever the clock does and whenever the process was killed. That holds because no nonce is given
 * out that was not reserved on {@code kraken.nonces} before, and a start begins above the
 * reservation (auth.md 6).
 */
@Singleton
@Named("nonces")
public class Nonces {
  private static final long AHEAD = Duration.ofSeconds(60).toNanos();
  private static final long RENEWED_BEFORE = Duration.ofSeconds(30).toNanos();
  private static final long PATIENCE_SECONDS = 20;
  private static final String RESERVED = "reserved_until_ns";

  /** One key's nonces; used by its lane, which lets one call through at a time. */
  private static final class Sequence {
    private long last;
    private volatile long reserved;
    private volatile boolean renewing;
  }

  private final KafkaClients clients;
  private final CompactedTopic compacted;
  private final String topic;
  private final Clock clock;
  private final Map<String, Sequence> sequences = new ConcurrentHashMap<>();
  private volatile Map<String, Long> reservations;
  private KafkaProducer<String, byte[]> producer;

  public Nonces(KrakenConfig config, KafkaClients clients, CompactedTopic compacted, Clock clock) {
    this.clients = clients;
    this.compacted = compacted;
    this.topic = config.topicPrefix().topic(Topics.NONCES);
    this.clock = clock;
  }

  /**
   * Reads what was ever reserved.
   *
   * @throws KafkaException if the broker does not answer
   */
  public synchronized void open() throws IOException {
    if (reservations != null) {
      return;
    }
    Map<String, Long> found = new ConcurrentHashMap<>();
    for (Map.Entry<String, byte[]> entry : compacted.read(topic).entrySet()) {
      JsonNode value = Json.read(entry.getValue());
      found.put(entry.getKey(), Long.parseLong(value.path(RESERVED).asText()));
    }
    reservations = found;
  }

  /**
   * The next nonce of a key.
   *
   * @throws KafkaException if it could not be reserved; it was not given out then
   */
  public String next(ApiKey key) {
    Sequence sequence = sequence(key);
    long nonce = Math.max(nanos(clock.instant()), sequence.last + 1);
    if (nonce > sequence.reserved) {
      acknowledged(reserve(key, sequence, nonce + AHEAD));
    } else if (nonce > sequence.reserved - RENEWED_BEFORE && !sequence.renewing) {
      reserve(key, sequence, nonce + AHEAD);
    }
    sequence.last = nonce;
    return String.valueOf(nonce);
  }

  /** Kraken has seen this nonce of the key; the next one is above it. */
  public void above(ApiKey key, long seen) {
    Sequence sequence = sequence(key);
    sequence.last = Math.max(sequence.last, seen);
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    if (producer != null) {
      producer.close(Duration.ofSeconds(1));
      producer = null;
    }
  }

  private Sequence sequence(ApiKey key) {
    return sequences.computeIfAbsent(
        key.fingerprint(),
        fingerprint -> {
          Sequence sequence = new Sequence();
          sequence.last = reservations.getOrDefault(fingerprint, 0L);
          return sequence;
        });
  }

  private Future<RecordMetadata> reserve(ApiKey key, Sequence sequence, long until) {
    byte[] value =
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField(RESERVED, String.valueOf(until));
              json.writeEndObject();
            });
    sequence.renewing = true;
    return producer()
        .send(
            new ProducerRecord<>(topic, key.fingerprint(), value),
            (metadata, failure) -> {
              if (failure == null) {
                sequence.reserved = Math.max(sequence.reserved, until);
              }
              sequence.renewing = false;
            });
  }

  private static void acknowledged(Future<RecordMetadata> reservation) {
    try {
      reservation.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new KafkaException("nonces could not be reserved", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("nonces could not be reserved", interrupted);
    }
  }

  private synchronized KafkaProducer<String, byte[]> producer() {
    if (producer == null) {
      producer =
          clients.producer(
              Map.of(
                  ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                  ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                  ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000,
                  ProducerConfig.LINGER_MS_CONFIG, 0));
    }
    return producer;
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
