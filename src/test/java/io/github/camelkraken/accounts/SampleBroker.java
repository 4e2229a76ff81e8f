package io.github.camelkraken.accounts;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.topics.CompactedTopic;
import io.github.camelkraken.topics.KafkaClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stands in for the broker where nonces are reserved. */
final class SampleBroker extends KafkaClients implements AutoCloseable {
  private static final Map<String, Object> NOWHERE =
      Map.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1",
          ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 3_600_000L,
          ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 3_600_000L);

  final MockProducer<String, byte[]> records;

  private final Producer producer = new Producer();

  /** Acknowledges at once, or when told. */
  SampleBroker(boolean atOnce) {
    super(NOWHERE, new SimpleMeterRegistry());
    records = new MockProducer<>(atOnce, null, new StringSerializer(), new ByteArraySerializer());
  }

  /** The nonces of a process that starts now. */
  Nonces nonces(KrakenConfig config, Clock clock) {
    Nonces nonces =
        new Nonces(
            config,
            this,
            new CompactedTopic(this, clock) {
              @Override
              public Map<String, byte[]> read(String topic) {
                return reservations(topic);
              }
            },
            clock);
    try {
      nonces.open();
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
    return nonces;
  }

  List<Long> reservations() {
    return records.history().stream().map(entry -> reserved(entry.value())).toList();
  }

  @Override
  public KafkaProducer<String, byte[]> producer(Map<String, Object> settings) {
    return producer;
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  private Map<String, byte[]> reservations(String topic) {
    Map<String, byte[]> newest = new HashMap<>();
    for (ProducerRecord<String, byte[]> entry : records.history()) {
      if (entry.topic().equals(topic)) {
        newest.put(entry.key(), entry.value());
      }
    }
    return newest;
  }

  private static long reserved(byte[] value) {
    return Long.parseLong(Parsed.json(value).get("reserved_until_ns").textValue());
  }

  /** Kafka's producer is a class, so its double inherits from it and sends nothing anywhere. */
  private final class Producer extends KafkaProducer<String, byte[]> {
    private Producer() {
      super(NOWHERE, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> entry, Callback callback) {
      return records.send(entry, callback);
    }
  }
}
