package io.github.camelkraken.journal;

import io.github.camelkraken.requests.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What the topic says of one account. The topic is the truth; this is what was read of it and what
 * was written since, never more: every change is acknowledged by the broker first. The journal that
 * it belongs to sees to it that only one thread at a time is here.
 */
final class Remembered {
  /** The contract's word: a name is one order for so long. */
  private static final long REMEMBERED_SECONDS = 24 * 60 * 60;

  private static final int SWEPT_AT_ONCE = 500;

  /** Writes values under keys, null for none, and tells where each stands. */
  interface Writer {
    List<RecordMetadata> write(Map<String, Entry> entries);
  }

  /** Reads what stands at a place of the topic. */
  interface Reader {
    Entry at(long offset);
  }

  /** An outcome or a cancel; only where it stands is kept. */
  private record Place(long offset, long second) {}

  private final Writer writer;
  private final Reader reader;

  /** The oldest first. */
  private final Map<String, Place> known = new LinkedHashMap<>();

  private final Map<String, Entry.Sent> sent = new LinkedHashMap<>();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  Remembered(Writer writer, Reader reader) {
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * Takes in a record of the topic.
   *
   * @return what it says; empty if it erases its key
   */
  Optional<Entry> learn(ConsumerRecord<String, byte[]> record) {
    Entry entry = record.value() == null ? null : Entry.of(record.value());
    note(record.key(), entry, record.offset(), record.timestamp());
    return Optional.ofNullable(entry);
  }

  /**
   * Writes values under keys, null for none, all or nothing. What fails is not remembered: whether
   * it was written after all shows only when the topic is read on.
   */
  void write(Map<String, Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<RecordMetadata> places = writer.write(entries);
    int index = 0;
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      RecordMetadata place = places.get(index++);
      note(entry.getKey(), entry.getValue(), place.offset(), place.timestamp());
    }
  }

  void erase(List<String> keys) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    keys.forEach(key -> entries.put(key, null));
    write(entries);
  }

  /** Whether an outcome stands under one of the keys. */
  boolean isDecided(Collection<String> keys) {
    return keys.stream().anyMatch(known::containsKey);
  }

  Optional<Entry.Done> done(String key) {
    return at(key).map(Entry.Done.class::cast);
  }

  /** The mark of a cancel. */
  Optional<Entry.Stopped> stopped(String key) {
    return at(key).map(Entry.Stopped.class::cast);
  }

  /** The attempts without an outcome. */
  Stream<Entry.Sent> attempts() {
    return sent.values().stream();
  }

  /** The request's attempt, if it has one without an outcome. */
  Optional<Entry.Sent> attempt(Request request) {
    return Optional.ofNullable(sent.get(request.place()));
  }

  Stream<Entry.Sent> attemptsOfOthers(Request request) {
    return attempts().filter(one -> !one.request().place().equals(request.place()));
  }

  boolean isWaiting(Request request) {
    return waiting.containsKey(request.place());
  }

  Stream<Waiting> waiting() {
    return waiting.values().stream();
  }

  /** How many outcomes and cancels are known. */
  int names() {
    return known.size();
  }

  /** Forgets names that are old enough, some at once. A name without an outcome stays. */
  void sweep(Instant now) {
    List<String> old = new ArrayList<>();
    for (Map.Entry<String, Place> entry : known.entrySet()) {
      if (entry.getValue().second() >= now.getEpochSecond() - REMEMBERED_SECONDS
          || old.size() == SWEPT_AT_ONCE) {
        break;
      }
      old.add(entry.getKey());
    }
    erase(old);
  }

  int size() {
    return known.size() + sent.size() + waiting.size();
  }

  private Optional<Entry> at(String key) {
    return Optional.ofNullable(known.get(key)).map(place -> reader.at(place.offset()));
  }

  /** The one place where what is known changes. */
  private void note(String key, Entry entry, long offset, long millis) {
    known.remove(key);
    sent.values().removeIf(one -> one.keys().contains(key) && one != entry);
    if (entry instanceof Entry.Sent attempt) {
      sent.put(attempt.request().place(), attempt);
    } else if (entry instanceof Entry.Waits waits) {
      waiting.put(waits.waiting().request().place(), waits.waiting());
    } else if (entry != null) {
      known.put(key, new Place(offset, millis / 1000));
    } else {
      waiting.values().removeIf(one -> Keys.waiting(one.request()).equals(key));
    }
  }
}
