package io.github.camelkraken.topics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record as CloudEvents 1.0 has it in binary mode.
 *
 * @param source the endpoint or the part of the gateway that it comes from
 * @param type of the event
 * @param id the same whenever the same fact is published again
 * @param time of the fact
 * @param key of the Kafka record, also the subject
 * @param value UTF-8 JSON
 */
public record CloudEvent(
    String source, String type, String id, Instant time, String key, byte[] value) {

  /** For a Camel Kafka endpoint, which names the topic. */
  public Message toMessage(CamelContext context) {
    DefaultMessage message = new DefaultMessage(context);
    message.setBody(value);
    message.setHeader(KafkaConstants.KEY, key);
    headers(message::setHeader);
    return message;
  }

  /** For Kafka's own client. */
  public ProducerRecord<String, byte[]> toRecord(String topic) {
    ProducerRecord<String, byte[]> entry = new ProducerRecord<>(topic, key, value);
    headers((name, text) -> entry.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return entry;
  }

  /** Its headers, one by one. */
  public void headers(BiConsumer<String, String> header) {
    header.accept("ce_specversion", "1.0");
    header.accept("ce_id", id);
    header.accept("ce_source", source);
    header.accept("ce_type", type);
    header.accept("ce_time", time.toString());
    header.accept("ce_subject", key);
    header.accept("content-type", "application/json");
  }
}
