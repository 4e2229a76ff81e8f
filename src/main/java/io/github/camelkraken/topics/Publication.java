package io.github.camelkraken.topics;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records that become visible together with the cursor that they advance.
 *
 * @param cursorKey which cursor
 * @param before its value when the records were made; null if there was none
 * @param cursor its new value
 */
public record Publication(
    List<ProducerRecord<String, byte[]>> records, String cursorKey, byte[] before, byte[] cursor) {
  /** Nothing new: the cursor stays where it is. */
  public static Publication nothing() {
    return new Publication(List.of(), null, null, null);
  }

  /** Whether there is nothing to publish. */
  public boolean isEmpty() {
    return cursorKey == null;
  }
}
