package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import io.github.camelkraken.topics.CloudEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Message;

/** What changes rarely: Kraken's fields as they are, beside our name for what they are about. */
abstract class ReferenceFeed extends Feed {
  private final String endpoint;
  private final String nameField;

  ReferenceFeed(String name, String endpoint, String nameField) {
    super(name);
    this.endpoint = endpoint;
    this.nameField = nameField;
  }

  @Override
  public List<String> targets() {
    return List.of("");
  }

  @Override
  public List<PublicCall> calls() {
    return List.of(new PublicCall(endpoint, ""));
  }

  /** The name that users know an entry of the answer by. */
  abstract String displayName(String id, JsonNode info) throws Transient;

  /**
   * One record for each entry of the answer.
   *
   * @throws Transient if it has none that can be read
   */
  @Override
  public List<Message> records(Reply reply) throws Transient {
    List<CloudEvent> records = new ArrayList<>(reply.result().size());
    for (Map.Entry<String, JsonNode> entry : reply.result().properties()) {
      each(
          entry.getKey(),
          () -> {
            if (!entry.getValue().isObject()) {
              throw new Transient("expected an object");
            }
            records.add(reference(entry.getKey(), entry.getValue(), reply.receivedAt()));
          });
    }
    return some(records);
  }

  private CloudEvent reference(String id, JsonNode info, Instant at) throws Transient {
    String key = displayName(id, info);
    ObjectNode fields = info.deepCopy();
    fields.put(nameField, key);
    fields.put("id", id);
    byte[] value = Json.write(json -> json.writeTree(fields));
    return record(endpoint, key, key + "/" + UUID.nameUUIDFromBytes(value), at, value);
  }
}
