package io.github.camelkraken.requests;

import io.github.camelkraken.accounts.Account;
import io.github.camelkraken.rest.Group;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A request as it came.
 *
 * @param group of the topic that it came on
 * @param urgent whether that was the urgent one
 * @param recordTime as the record says
 * @param key of the record; null if it has none
 * @param value of the record; null if it has none
 * @param receivedAt this machine's clock
 */
public record Request(
    Group group,
    boolean urgent,
    String topic,
    int partition,
    long offset,
    Instant recordTime,
    byte[] key,
    byte[] value,
    Headers headers,
    Instant receivedAt) {
  static final String ID = "request-id";
  private static final String CE_SOURCE = "ce_source";
  private static final String CE_ID = "ce_id";
  private static final int EMPTY_HEADER = 2;

  /** The account that the key names. */
  public String account() {
    return key == null || key.length == 0
        ? Account.DEFAULT
        : new String(key, StandardCharsets.UTF_8);
  }

  /** The identity of the request, given by its sender or else by its place. */
  public String id() {
    return givenId().orElseGet(this::place);
  }

  /** The identity that its sender gave it, if any. */
  public Optional<String> givenId() {
    return header(ID)
        .or(() -> header(CE_SOURCE).flatMap(source -> header(CE_ID).map(id -> source + id)));
  }

  /** Where it stands, and since when: a topic that was made anew has the same places again. */
  public String place() {
    return topic + "-" + partition + "-" + offset + "-" + recordTime.toEpochMilli();
  }

  /** The last header of this name as text; empty if there is none or it says nothing. */
  public Optional<String> header(String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null || header.value().length == 0
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** In bytes; Kafka counts an empty header, too. */
  int sizeOfKeyAndHeaders() {
    int size = length(key);
    for (Header header : headers) {
      byte[] name = header.key().getBytes(StandardCharsets.UTF_8);
      size += EMPTY_HEADER + name.length + length(header.value());
    }
    return size;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  @Override
  public String toString() {
    return place();
  }
}
