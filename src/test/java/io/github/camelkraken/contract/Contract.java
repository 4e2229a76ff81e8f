package io.github.camelkraken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import io.github.camelkraken.rest.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What {@code asyncapi.yaml} says of the records that the pipeline publishes. */
public final class Contract {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PREFIX = "{prefix}";

  /** The message of each topic that the pipeline writes to, by the topic's name. */
  private static final Map<String, Message> PUBLISHED = published();

  /** What the records of a topic consist of. */
  private record Message(Schema key, Optional<Schema> headers, Schema payload, boolean isJson) {
    static Message of(String id, JsonNode described) {
      String place = Schemas.ASYNCAPI + "#/components/messages/" + id;
      return new Message(
          Schemas.at(place + "/bindings/kafka/key"),
          described.has("headers") ? Optional.of(Schemas.at(place + "/headers")) : Optional.empty(),
          Schemas.at(place + "/payload"),
          described.path("contentType").asText("application/json").equals("application/json"));
    }
  }

  private Contract() {}

  /** Whether the pipeline writes to a topic, whatever its prefix. */
  public static boolean isPublished(String topic) {
    return message(topic).isPresent();
  }

  /**
   * What is wrong with a record, by the schemas of its topic. Nothing is known of topics that the
   * pipeline does not write to.
   */
  static List<Complaint> complaints(ConsumerRecord<?, ?> record) {
    List<Complaint> all = new ArrayList<>();
    message(record.topic())
        .ifPresent(
            message -> {
              check(record, "key", message.key, text(record.key()), all);
              message.headers.ifPresent(
                  schema -> check(record, "headers", schema, headers(record), all));
              value(record, message, all);
            });
    return all;
  }

  private static void value(ConsumerRecord<?, ?> record, Message message, List<Complaint> all) {
    JsonNode value = text(record.value());
    if (message.isJson && !value.isNull()) {
      try {
        value = Json.read(value.textValue().getBytes(StandardCharsets.UTF_8));
      } catch (IOException notJson) {
        all.add(new Complaint(record, "value", notJson.getMessage(), value));
        return;
      }
    }
    check(record, "value", message.payload, value, all);
  }

  private static void check(
      ConsumerRecord<?, ?> record,
      String part,
      Schema schema,
      JsonNode given,
      List<Complaint> all) {
    Schemas.complaints(schema, given)
        .forEach(what -> all.add(new Complaint(record, part, what, given)));
  }

  /** Of several headers of one name the last counts. */
  private static ObjectNode headers(ConsumerRecord<?, ?> record) {
    ObjectNode headers = JSON.objectNode();
    for (Header header : record.headers()) {
      headers.set(header.key(), text(header.value()));
    }
    return headers;
  }

  private static JsonNode text(Object given) {
    if (given == null) {
      return JSON.nullNode();
    }
    return JSON.textNode(
        given instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : (String) given);
  }

  private static Optional<Message> message(String topic) {
    return PUBLISHED.entrySet().stream()
        .filter(entry -> topic.endsWith("." + entry.getKey()))
        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue);
  }

  private static Map<String, Message> published() {
    JsonNode document = Schemas.read(Schemas.ASYNCAPI);
    Map<String, Message> published = new TreeMap<>();
    for (JsonNode operation : document.get("operations")) {
      if (operation.get("action").asText().equals("send")) {
        JsonNode channel = document.at(pointer(operation.get("channel")));
        String message = channel.get("messages").fieldNames().next();
        published.put(
            channel.get("address").asText().replace(PREFIX + ".", ""),
            Message.of(message, document.at("/components/messages/" + message)));
      }
    }
    return published;
  }

  private static String pointer(JsonNode reference) {
    return reference.get("$ref").asText().substring(1);
  }
}
