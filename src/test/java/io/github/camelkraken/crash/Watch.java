package io.github.camelkraken.crash;

import io.github.camelkraken.sandbox.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Follows a topic from its beginning and tells of each committed record at once. A topic that is
 * not there yet and a broker that is away are waited for.
 */
final class Watch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, String> consumer;
  private final String topic;
  private final Consumer<ConsumerRecord<String, String>> listener;
  private final Thread thread;
  private volatile boolean closed;

  Watch(String bootstrapServers, String topic, Consumer<ConsumerRecord<String, String>> listener) {
    this.topic = topic;
    this.listener = listener;
    this.consumer = TopicReader.consumer(bootstrapServers);
    this.thread = new Thread(this::run, "watch-" + topic);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        try {
          follow();
        } catch (WakeupException closing) {
          return;
        } catch (KafkaException away) {
          // asked again
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() throws InterruptedException {
    if (consumer.assignment().isEmpty()) {
      List<PartitionInfo> found = consumer.listTopics().get(topic);
      if (found != null) {
        consumer.assign(
            found.stream().map(info -> new TopicPartition(topic, info.partition())).toList());
      }
    }
    if (consumer.assignment().isEmpty()) {
      Thread.sleep(POLL.toMillis());
    } else {
      consumer.poll(POLL).forEach(listener);
    }
  }
}
