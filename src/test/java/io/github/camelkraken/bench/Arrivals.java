package io.github.camelkraken.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a consumer of committed records gets of some topics from now on, and when. */
final class Arrivals implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);

  private record Batch(Instant at, List<ConsumerRecord<String, String>> records) {}

  /**
   * Some records.
   *
   * @param at when the last one was there
   */
  record Arrived(Instant at, List<ConsumerRecord<String, String>> records) {}

  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final KafkaConsumer<String, String> consumer;
  private final Thread thread = new Thread(this::read, "arrivals");

  /** Reads from the end of these topics, which exist. */
  Arrivals(String bootstrapServers, List<String> topics) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> partitions(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is done only when a position is asked for.
    partitions.forEach(consumer::position);
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits for the next records, so many of them. */
  Arrived next(int count) throws InterruptedException {
    Arrived arrived = atLeast(count);
    if (arrived.records().size() > count) {
      throw new IllegalStateException(
          arrived.records().size() + " records came where " + count + " were expected");
    }
    return arrived;
  }

  /** Waits for the next records, so many of them or more. */
  Arrived atLeast(int count) throws InterruptedException {
    List<ConsumerRecord<String, String>> records = new ArrayList<>(count);
    Instant at = null;
    while (records.size() < count) {
      Batch batch = batches.poll(Contestant.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (batch == null) {
        throw new IllegalStateException(records.size() + " records of " + count + " came");
      }
      records.addAll(batch.records());
      at = batch.at();
    }
    return new Arrived(at, records);
  }

  /** Drops what has come meanwhile. */
  void forget() {
    batches.clear();
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The broker may not know yet of a topic that was just created. */
  private List<PartitionInfo> partitions(String topic) {
    List<PartitionInfo> partitions = List.of();
    for (long end = System.nanoTime() + Contestant.PATIENCE.toNanos();
        partitions.isEmpty() && System.nanoTime() < end; ) {
      partitions = consumer.partitionsFor(topic);
    }
    return partitions;
  }

  private void read() {
    try (consumer) {
      while (true) {
        ConsumerRecords<String, String> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          Instant now = Instant.now();
          List<ConsumerRecord<String, String>> list = new ArrayList<>(records.count());
          records.forEach(list::add);
          batches.add(new Batch(now, list));
        }
      }
    } catch (WakeupException closed) {
      // the end
    }
  }
}
