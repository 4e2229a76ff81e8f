package io.github.camelkraken.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds every record that a consumer gets against the contract, while tests run. What is wrong is
 * kept for the end of the test, since a test that waits for something takes no notice of failures.
 */
public final class Inspector implements ConsumerInterceptor<Object, Object> {
  private static final Map<String, String> FOUND = new LinkedHashMap<>();
  private static volatile boolean inspecting;

  /** From now on records are inspected in this process; the sandbox and benchmarks do without. */
  static void begin() {
    inspecting = true;
  }

  /** What was wrong since the last call, each kind once. */
  static synchronized List<String> found() {
    List<String> found = List.copyOf(FOUND.values());
    FOUND.clear();
    return found;
  }

  @Override
  public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
    if (inspecting) {
      try {
        for (ConsumerRecord<?, ?> record : records) {
          Contract.complaints(record).forEach(one -> note(one.kind(), one.toString()));
        }
      } catch (RuntimeException failure) {
        // Kafka would log it and go on.
        note("failure", "records could not be inspected: " + failure);
      }
    }
    return records;
  }

  private static synchronized void note(String kind, String complaint) {
    FOUND.putIfAbsent(kind, complaint);
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // nothing to see
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // nothing to set
  }

  @Override
  public void close() {
    // nothing to close
  }
}
