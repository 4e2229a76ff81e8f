package io.github.camelkraken.sandbox;

import io.github.camelkraken.contract.Inspector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics from their beginning, committed records only, as a user's consumer would. */
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, String> consumer;
  private final List<String> topics;
  private final List<ConsumerRecord<String, String>> records = new ArrayList<>();
  private List<TopicPartition> partitions = List.of();

  public TopicReader(String bootstrapServers, String... topics) {
    this.topics = List.of(topics);
    this.consumer = consumer(bootstrapServers);
  }

  /** A consumer outside any group that is shown committed records only. The caller closes it. */
  public static KafkaConsumer<String, String> consumer(String bootstrapServers) {
    return consumer(bootstrapServers, new StringDeserializer());
  }

  /** The same, for keys and values of this kind. */
  public static <T> KafkaConsumer<T, T> consumer(
      String bootstrapServers, Deserializer<T> deserializer) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            200,
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
            Inspector.class.getName()),
        deserializer,
        deserializer);
  }

  /** Every record so far, those of one partition in order. */
  public synchronized List<ConsumerRecord<String, String>> records() {
    records.addAll(fresh());
    return List.copyOf(records);
  }

  /** The records since the last call, without keeping them. */
  public synchronized List<ConsumerRecord<String, String>> fresh() {
    assign();
    List<ConsumerRecord<String, String>> fresh = new ArrayList<>();
    if (partitions.isEmpty()) {
      return fresh;
    }
    for (var batch = consumer.poll(POLL); !batch.isEmpty(); batch = consumer.poll(POLL)) {
      batch.forEach(fresh::add);
    }
    return fresh;
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }

  /** The headers of a record as text. */
  public static Map<String, String> headers(ConsumerRecord<String, String> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  /** Topics are made by the pipeline, so they may appear while this already reads. */
  private void assign() {
    Map<String, ?> existing = consumer.listTopics();
    List<TopicPartition> found = new ArrayList<>();
    for (String topic : topics) {
      if (existing.containsKey(topic)) {
        consumer
            .partitionsFor(topic)
            .forEach(info -> found.add(new TopicPartition(topic, info.partition())));
      }
    }
    if (found.size() > partitions.size()) {
      Map<TopicPartition, Long> positions = new HashMap<>();
      partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
      consumer.assign(found);
      for (TopicPartition partition : found) {
        consumer.seek(partition, positions.getOrDefault(partition, 0L));
      }
      partitions = found;
    }
  }
}
