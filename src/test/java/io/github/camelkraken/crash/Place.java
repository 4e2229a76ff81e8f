package io.github.camelkraken.crash;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Where a record stands. */
record Place(String topic, int partition, long offset) {
  static Place of(RecordMetadata produced) {
    return new Place(produced.topic(), produced.partition(), produced.offset());
  }

  /** That of the record which a result answers. */
  static Place of(JsonNode result) {
    JsonNode request = result.path("request");
    return new Place(
        request.path("topic").asText(),
        request.path("partition").asInt(),
        request.path("offset").asLong());
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
