package io.github.camelkraken.journal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Stands in for the topic of the journal; only the newest owner can write. */
final class SampleTopic {
  /** When a write fails. */
  enum Trouble {
    NONE,
    BEFORE_IT_TOOK_EFFECT,
    AFTER_IT_TOOK_EFFECT
  }

  static final String ACCOUNT = "default";

  private static final long RESERVED = 1_000_000;
  private static final TopicPartition PARTITION = new TopicPartition("kraken.orders.journal", 0);

  /** What becomes of the next write. */
  Trouble trouble = Trouble.NONE;

  private final Clock clock;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
  private Process owner;
  private long end;
  private long takeOvers;

  SampleTopic(Clock clock) {
    this.clock = clock;
  }

  /** A process that acts for the account, or believes so. */
  final class Process {
    final AccountJournal journal;

    private boolean failed;
    private long read;
    private long nonce;

    private Process(int most) {
      journal = new AccountJournal(ACCOUNT, most, this::write, SampleTopic.this::at);
    }

    /** Shuts the others out, and reads what was written. */
    Process takesOver() {
      owner = this;
      failed = false;
      nonce = ++takeOvers * RESERVED;
      readsOn();
      return this;
    }

    /** Reads on to the end, as one does who stands by. */
    Process readsOn() {
      records.stream().filter(record -> record.offset() >= read).forEach(journal::learn);
      read = end;
      return this;
    }

    /** Above all of former owners. */
    long nonce() {
      return ++nonce;
    }

    boolean isOwner() {
      return owner == this;
    }

    /** Whether it can write again only when it has taken over anew. */
    boolean hasFailed() {
      return failed;
    }

    /** As the journal of all accounts does before it looks into that of one. */
    void checkKnown() {
      if (failed && owner != this) {
        throw new RejectedExecutionException("another process acts for the account");
      }
      if (failed) {
        throw new KafkaException("the journal is being taken over");
      }
    }

    private List<RecordMetadata> write(Map<String, Entry> entries) {
      failed |= owner != this;
      checkKnown();
      Trouble now = trouble;
      trouble = Trouble.NONE;
      failed = now != Trouble.NONE;
      List<RecordMetadata> places =
          now == Trouble.BEFORE_IT_TOOK_EFFECT ? List.of() : append(entries);
      if (failed) {
        throw new KafkaException("the broker is away");
      }
      return places;
    }
  }

  /** A process that has just started and taken over. */
  Process process() {
    return process(AccountJournal.MOST);
  }

  /** One that remembers no more names than {@code most}. */
  Process process(int most) {
    return new Process(most).takesOver();
  }

  /** A process that has just started and has not read anything. */
  Process standby() {
    return new Process(AccountJournal.MOST);
  }

  /** Keeps the newest record of each key, as the broker does sooner or later. */
  void compact() {
    Map<String, ConsumerRecord<String, byte[]>> newest = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      newest.remove(record.key());
      newest.put(record.key(), record);
    }
    records.removeIf(record -> record != newest.get(record.key()) || record.value() == null);
  }

  /** The newest state under each key, without the account's name in front. */
  Map<String, String> states() {
    Map<String, String> states = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      String key = record.key().substring(ACCOUNT.length() + 1);
      states.remove(key);
      if (record.value() != null) {
        String value = new String(record.value(), StandardCharsets.UTF_8);
        states.put(key, value.replaceAll("\\{\"state\":\"(\\w+)\".*", "$1"));
      }
    }
    return states;
  }

  /** The newest value under a key, given without the account's name in front. */
  Optional<Entry> entry(String key) {
    return records.stream()
        .filter(record -> record.key().equals(ACCOUNT + "/" + key))
        .reduce((older, newer) -> newer)
        .map(ConsumerRecord::value)
        .map(Entry::of);
  }

  long writes() {
    return end;
  }

  private List<RecordMetadata> append(Map<String, Entry> entries) {
    List<RecordMetadata> places = new ArrayList<>();
    long millis = clock.millis();
    entries.forEach(
        (key, entry) -> {
          places.add(new RecordMetadata(PARTITION, end, 0, millis, 0, 0));
          records.add(record(end++, millis, key, entry == null ? null : entry.bytes()));
        });
    end++; // the mark that ends the transaction has a place too
    return places;
  }

  static ConsumerRecord<String, byte[]> record(long offset, long millis, String key, byte[] value) {
    return new ConsumerRecord<>(
        PARTITION.topic(),
        PARTITION.partition(),
        offset,
        millis,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private Entry at(long offset) {
    return records.stream()
        .filter(record -> record.offset() == offset)
        .map(ConsumerRecord::value)
        .map(Entry::of)
        .findFirst()
        .orElseThrow(() -> new KafkaException("no record at " + offset + " any more"));
  }
}
