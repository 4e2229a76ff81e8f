package io.github.camelkraken.accounts;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.topics.CompactedTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Stands in for the broker where nonces are reserved; only the newest owner can write. */
final class SampleBroker {
  /** When a write fails. */
  enum Trouble {
    NONE,
    BEFORE_IT_TOOK_EFFECT,
    AFTER_IT_TOOK_EFFECT
  }

  Trouble trouble = Trouble.NONE;

  private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
  private Ownership owner;

  /** A process that takes nonces. */
  final class Process {
    final Nonces nonces;

    private final Ownership ownership;

    private Process(KrakenConfig config, Clock clock) {
      ownership =
          new Ownership(SampleAccount.accounts(config), null, config, new Troubles(), clock) {
            @Override
            public List<RecordMetadata> write(
                String account, List<ProducerRecord<String, byte[]>> entries) {
              SampleBroker.this.write(this, entries);
              return List.of();
            }
          };
      CompactedTopic compacted =
          new CompactedTopic(null, clock) {
            @Override
            public Map<String, byte[]> read(String topic) {
              return newest(topic);
            }
          };
      nonces = new Nonces(config, ownership, compacted, clock);
    }

    /** Shuts the others out, and reads what they wrote. */
    Process takesOver() {
      owner = ownership;
      try {
        nonces.read();
      } catch (IOException malformed) {
        throw new UncheckedIOException(malformed);
      }
      return this;
    }
  }

  /** A process that has just started and taken over. */
  Process process(KrakenConfig config, Clock clock) {
    return new Process(config, clock).takesOver();
  }

  /** The nonces of a process that has just started and taken over. */
  Nonces nonces(KrakenConfig config, Clock clock) {
    return process(config, clock).nonces;
  }

  List<ProducerRecord<String, byte[]>> records() {
    return List.copyOf(records);
  }

  List<Long> reservations() {
    return records.stream().map(entry -> reserved(entry.value())).toList();
  }

  private void write(Ownership writer, List<ProducerRecord<String, byte[]>> entries) {
    if (writer != owner) {
      throw new RejectedExecutionException("another process acts for the accounts");
    }
    if (trouble != Trouble.BEFORE_IT_TOOK_EFFECT) {
      records.addAll(entries);
    }
    if (trouble != Trouble.NONE) {
      throw new KafkaException("the broker is away");
    }
  }

  private Map<String, byte[]> newest(String topic) {
    Map<String, byte[]> newest = new HashMap<>();
    for (ProducerRecord<String, byte[]> entry : records) {
      if (entry.topic().equals(topic)) {
        newest.put(entry.key(), entry.value());
      }
    }
    return newest;
  }

  private static long reserved(byte[] value) {
    return Long.parseLong(Parsed.json(value).get("reserved_until_ns").textValue());
  }
}
