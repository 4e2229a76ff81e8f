package io.github.camelkraken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Something in a record that is not as the contract says.
 *
 * @param part key, headers or value
 * @param what is wrong with it, in the words of its schema
 * @param given the whole part
 */
record Complaint(ConsumerRecord<?, ?> record, String part, String what, JsonNode given) {
  private static final int SHOWN = 200;

  /** The same for all records that have the same wrong with them. */
  String kind() {
    return record.topic() + " " + part + " " + what;
  }

  @Override
  public String toString() {
    String shown = given.toString();
    return "%s, partition %d, offset %d, %s: %s; it is %s"
        .formatted(
            record.topic(),
            record.partition(),
            record.offset(),
            part,
            what,
            shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "…");
  }
}
