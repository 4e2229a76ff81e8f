package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A user who produces requests and waits for their results. */
public final class Requests implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer;
  private final String prefix;
  private final TopicReader results;
  private final List<ConsumerRecord<String, String>> records = new ArrayList<>();
  private final Map<String, List<JsonNode>> byId = new HashMap<>();

  /** Requests of one group, such as {@code orders}. */
  public Requests(String bootstrapServers, String prefix, String group) {
    this.prefix = prefix;
    this.results = new TopicReader(bootstrapServers, prefix + "." + group + ".results");
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                8 * 1024 * 1024),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Produces a request and does not wait for anything. */
  public Future<RecordMetadata> send(
      String topic, String key, byte[] value, Map<String, String> headers) {
    return send(topic, null, key, value, headers);
  }

  /** Produces a request to one partition; null leaves it to the key. */
  public Future<RecordMetadata> send(
      String topic, Integer partition, String key, byte[] value, Map<String, String> headers) {
    ProducerRecord<String, byte[]> entry =
        new ProducerRecord<>(prefix + "." + topic, partition, key, value);
    headers.forEach(
        (name, text) -> entry.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return producer.send(entry);
  }

  /** Produces a request of the account default; {@code id} is its identity. */
  public void send(String topic, String id, String json) {
    send(topic, "default", id, json);
  }

  /** Produces a request and waits until the broker has it. */
  public void send(String topic, String account, String id, String json) {
    send(topic, null, account, id, json);
  }

  /** The same to one partition; null leaves it to the account. */
  public void send(String topic, Integer partition, String account, String id, String json) {
    try {
      send(
              topic,
              partition,
              account,
              json.getBytes(StandardCharsets.UTF_8),
              Map.of("request-id", id))
          .get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** All results so far. */
  public synchronized List<ConsumerRecord<String, String>> results() {
    read();
    return List.copyOf(records);
  }

  /** All results of a request so far, interim ones too. */
  public synchronized List<JsonNode> results(String id) {
    read();
    return known(id);
  }

  /** The final result of a request, once it is there. */
  public synchronized Optional<JsonNode> end(String id) {
    Optional<JsonNode> known = knownEnd(id);
    if (known.isEmpty()) {
      read();
    }
    return known.or(() -> knownEnd(id));
  }

  /** Waits for the final result of a request. */
  public JsonNode awaitEnd(String id) {
    Rig.eventually("the result of " + id, () -> end(id).isPresent());
    return end(id).orElseThrow();
  }

  @Override
  public void close() {
    producer.close();
    results.close();
  }

  private void read() {
    for (ConsumerRecord<String, String> entry : results.fresh()) {
      JsonNode result = Rig.json(entry);
      records.add(entry);
      byId.computeIfAbsent(result.path("request_id").asText(), added -> new ArrayList<>())
          .add(result);
    }
  }

  private List<JsonNode> known(String id) {
    return List.copyOf(byId.getOrDefault(id, List.of()));
  }

  private Optional<JsonNode> knownEnd(String id) {
    return known(id).stream().filter(result -> result.path("final").asBoolean()).findFirst();
  }
}
