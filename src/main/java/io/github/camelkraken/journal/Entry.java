package io.github.camelkraken.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.requests.Status;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Group;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.PrivateCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A value of the journal; no value at all means that nothing took effect. */
sealed interface Entry {
  /**
   * An attempt may be under way, or have been: nobody sends this again but who wrote it.
   *
   * @param keys all keys that this stands under
   * @param body hash of what was asked for
   * @param call as it was when the attempt left
   */
  record Sent(List<String> keys, String body, Request request, PrivateCall call) implements Entry {
    /** Whether it stands under one of these keys. */
    boolean isUnder(Collection<String> others) {
      return keys.stream().anyMatch(others::contains);
    }

    /** Whether it was written for this very call: no other has had its nonce. */
    boolean isOf(PrivateCall other) {
      return call.nonce().equals(other.nonce());
    }

    /** Whether it is never sent again, so that only a look-up can tell its outcome. */
    boolean isToBeLookedUp() {
      return !call.mayBeRepeated();
    }

    /** Whether it is the same as what has these names, or places an order that they name. */
    boolean holdsUp(Collection<String> names) {
      return isUnder(names)
          || OrderNames.isPlacing(call) && OrderNames.of(call).stream().anyMatch(names::contains);
    }
  }

  /**
   * The outcome is known.
   *
   * @param result as it is published
   */
  record Done(String body, String status, ObjectNode result) implements Entry {
    static Done of(Result result) {
      return new Done(Keys.body(result.request()), result.status().name(), result.value());
    }

    /** Whether the request asks for the same as the one whose outcome this is. */
    boolean isAskedForBy(Request request) {
      return body.equals(Keys.body(request));
    }

    /** The outcome as that of a request that asks for the same. */
    Result toldTo(Request request) {
      ObjectNode value = result.deepCopy();
      value.put("request_id", request.id());
      value
          .putObject("request")
          .put("topic", request.topic())
          .put("partition", request.partition())
          .put("offset", request.offset());
      return new Result(request, Status.valueOf(status), value);
    }
  }

  /** A cancel came; what is as old as it or older and was not sent before is not sent any more. */
  record Stopped(Instant cancel) implements Entry {}

  /** A request waits for an order to be decided. */
  record Waits(Waiting waiting) implements Entry {}

  /** UTF-8 of the value. */
  default byte[] bytes() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (this instanceof Sent sent) {
      PrivateCall call = sent.call;
      json.put("state", "SENT");
      json.put("identity", sent.request.id());
      json.put("nonce", call.nonce());
      json.put("deadline", text(call.deadline()));
      json.put("body_sha256", sent.body);
      sent.keys.forEach(json.putArray("keys")::add);
      json.put("attempts", call.attempts());
      json.put("sent_at", text(call.sentAt()));
      json.put("sent_at_kraken", text(call.sentAtKraken()));
      json.put("endpoint", call.endpoint());
      json.put("account", call.account());
      json.set("parameters", call.parameters());
      json.put("urgent", call.isUrgent());
      json.put("expires_at", text(call.expiresAt()));
      if (call.isGivenUp()) {
        json.put("given_up", true);
      }
      json.set("request", written(sent.request));
    } else if (this instanceof Done done) {
      json.put("state", "DONE");
      json.put("body_sha256", done.body);
      json.put("status", done.status);
      json.set("result", done.result);
    } else if (this instanceof Stopped stopped) {
      json.put("state", "STOPPED");
      json.put("cancel", stopped.cancel.toString());
    } else if (this instanceof Waits waits) {
      json.put("state", "WAITS");
      waits.waiting.names().forEach(json.putArray("names")::add);
      json.put("expires_at", text(Optional.ofNullable(waits.waiting.expiresAt())));
      json.set("request", written(waits.waiting.request()));
    }
    return Json.write(generator -> generator.writeTree(json));
  }

  /**
   * Reads a value.
   *
   * @throws IllegalStateException if it is none of these
   */
  static Entry of(byte[] value) {
    JsonNode json;
    try {
      json = Json.read(value);
    } catch (IOException notJson) {
      throw new IllegalStateException("the journal has a record that is not JSON", notJson);
    }
    return switch (json.path("state").asText()) {
      case "SENT" ->
          new Sent(
              texts(json.get("keys")),
              json.get("body_sha256").asText(),
              request(json.get("request")),
              call(json));
      case "DONE" ->
          new Done(
              json.get("body_sha256").asText(),
              json.get("status").asText(),
              (ObjectNode) json.get("result"));
      case "STOPPED" -> new Stopped(time(json.get("cancel")));
      case "WAITS" ->
          new Waits(
              new Waiting(
                  request(json.get("request")),
                  texts(json.get("names")),
                  time(json.get("expires_at"))));
      default -> throw new IllegalStateException("the journal has a record of no known state");
    };
  }

  private static PrivateCall call(JsonNode json) {
    PrivateCall call =
        new PrivateCall(
                json.get("account").asText(),
                EndpointCatalogue.get(json.get("endpoint").asText()),
                (ObjectNode) json.get("parameters"),
                json.get("urgent").asBoolean(),
                time(json.get("expires_at")))
            .leftBehind(
                json.get("attempts").asInt(),
                time(json.get("sent_at")),
                time(json.path("sent_at_kraken")),
                time(json.get("deadline")),
                json.get("nonce").asText());
    if (json.path("given_up").asBoolean()) {
      call.giveUp();
    }
    return call;
  }

  private static ObjectNode written(Request request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("group", request.group().name());
    json.put("urgent", request.urgent());
    json.put("topic", request.topic());
    json.put("partition", request.partition());
    json.put("offset", request.offset());
    json.put("time", request.recordTime().toString());
    json.put("received_at", request.receivedAt().toString());
    json.put("key", request.key());
    json.put("value", request.value());
    ArrayNode headers = json.putArray("headers");
    for (Header header : request.headers()) {
      headers.addArray().add(header.key()).add(header.value());
    }
    return json;
  }

  private static Request request(JsonNode json) {
    Headers headers = new RecordHeaders();
    json.get("headers").forEach(one -> headers.add(one.get(0).asText(), binary(one.get(1))));
    return new Request(
        Group.valueOf(json.get("group").asText()),
        json.get("urgent").asBoolean(),
        json.get("topic").asText(),
        json.get("partition").asInt(),
        json.get("offset").asLong(),
        time(json.get("time")),
        binary(json.get("key")),
        binary(json.get("value")),
        headers,
        time(json.get("received_at")));
  }

  private static byte[] binary(JsonNode base64) {
    return base64.isNull()
        ? null
        : Base64.getDecoder().decode(base64.asText().getBytes(StandardCharsets.US_ASCII));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  private static Instant time(JsonNode text) {
    return text.isNull() || text.isMissingNode() ? null : Instant.parse(text.asText());
  }
}
