package io.github.camelkraken.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the private half is measured against: the same calls and the same results of the same
 * requests, written by hand with java.net.http, Jackson and kafka-clients, in one thread. An offset
 * is committed once its result is acknowledged. It checks no request, knows one account, remembers
 * nothing, and a failure of any kind ends it.
 */
public final class HandWrittenRequests {
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final JsonMapper JSON = new JsonMapper();

  private final String kafka;
  private final String source;
  private final String prefix;
  private final String group;
  private final SignedCalls calls;

  private HandWrittenRequests(String kafka, String kraken, String prefix, String group) {
    this.kafka = kafka;
    this.source = kraken + "/0/private/";
    this.prefix = prefix;
    this.group = group;
    this.calls =
        new SignedCalls(
            kraken, System.getenv("KRAKEN_API_KEY"), System.getenv("KRAKEN_API_SECRET"));
  }

  /** Arguments: broker, URL of Kraken, topic prefix, group of topics, records a commit. */
  public static void main(String... args) throws Exception {
    new HandWrittenRequests(args[0], args[1], args[2], args[3]).serve(Integer.parseInt(args[4]));
  }

  private void serve(int batch) throws Exception {
    String topic = prefix + "." + group + ".requests";
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, batch);
        KafkaProducer<byte[], byte[]> producer = producer()) {
      consumer.subscribe(List.of(topic));
      while (true) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
          long next = 0;
          for (ConsumerRecord<byte[], byte[]> request : records.records(partition)) {
            producer.send(answer(request, Instant.now())).get();
            next = request.offset() + 1;
          }
          consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)));
        }
      }
    }
  }

  private ProducerRecord<byte[], byte[]> answer(
      ConsumerRecord<byte[], byte[]> request, Instant receivedAt) throws Exception {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : JSON.readTree(request.value()).properties()) {
      parameters.put(field.getKey(), field.getValue().asText());
    }
    String endpoint = parameters.remove("endpoint");
    Instant sentAt = Instant.now();
    if (endpoint.equals("AddOrder")) {
      parameters.put("deadline", sentAt.plus(DEADLINE).truncatedTo(ChronoUnit.MILLIS).toString());
    }
    JsonNode result = calls.result(endpoint, parameters);
    String account = text(request.key());
    String id = text(request.headers().lastHeader("request-id").value());
    ObjectNode value = JSON.createObjectNode();
    value.put("request_id", id).put("account", account).put("endpoint", endpoint);
    value.put("mode", "live").put("status", "accepted").put("final", true);
    value.putNull("reason").putNull("detail").putArray("errors");
    value.put("cl_ord_id", parameters.get("cl_ord_id"));
    ArrayNode txids = value.putArray("txid");
    result.path("txid").forEach(txids::add);
    value.set("result", result);
    value.put("attempts", 1);
    value
        .putObject("request")
        .put("topic", request.topic())
        .put("partition", request.partition())
        .put("offset", request.offset());
    value.put("received_at", receivedAt.toString());
    value.put("sent_at", sentAt.toString());
    value.put("answered_at", Instant.now().toString());
    return event(request, endpoint, account + "/" + id, value);
  }

  private ProducerRecord<byte[], byte[]> event(
      ConsumerRecord<byte[], byte[]> request, String endpoint, String id, ObjectNode value)
      throws Exception {
    ProducerRecord<byte[], byte[]> made =
        new ProducerRecord<>(
            prefix + "." + group + ".results", request.key(), JSON.writeValueAsBytes(value));
    made.headers()
        .add("ce_specversion", utf8("1.0"))
        .add("ce_id", utf8(id))
        .add("ce_source", utf8(source + endpoint))
        .add("ce_type", utf8("kraken." + group + ".result"))
        .add("ce_time", utf8(Instant.now().toString()))
        .add("ce_subject", request.key())
        .add("content-type", utf8("application/json"))
        .add(request.headers().lastHeader("request-id"));
    return made;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic, int batch) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka,
            "group.id",
            topic,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false,
            "max.poll.records",
            batch),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", kafka, "acks", "all", "enable.idempotence", true, "linger.ms", 0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
