package io.github.camelkraken.requests;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.camel.component.kafka.serde.KafkaHeaderDeserializer;

/**
 * Headers of records as text, the form in which a {@code traceparent} is looked for. Camel's own
 * class for it fails at a header without a value, and so would every attempt at that record.
 */
@Singleton
@Named("textHeaders")
public class TextHeaders implements KafkaHeaderDeserializer {
  @Override
  public Object deserialize(String key, byte[] value) {
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
