package io.github.camelkraken.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.rest.Endpoint;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.topics.CloudEvent;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;

/** Makes records of results and of dead letters; nothing else is on the message afterwards. */
@Singleton
@Named("outbox")
public class Outbox {
  private static final String DEAD = "dead-letter-";

  /** Headers that Camel would obey instead of sending them, and those that are told here. */
  private static final List<String> RENAMED = List.of("camel", "org.apache.camel.", "kafka.", DEAD);

  private final String source;
  private final Decisions decisions;
  private final Clock clock;

  public Outbox(KrakenConfig config, Decisions decisions, Clock clock) {
    this.source = config.url().uri() + "/0/private";
    this.decisions = decisions;
    this.clock = clock;
  }

  /** A result, with what its request wanted echoed. */
  public void result(@Body Result result, Message message) {
    write(message, result, result.value());
    decisions.made(result);
  }

  /** The record as it came, and why it is here. */
  public void deadLetter(@Body DeadLetter letter, Message message) {
    Request request = letter.request();
    Map<String, Object> headers = new HashMap<>();
    for (Header header : request.headers()) {
      String name = header.key().toLowerCase(Locale.ROOT);
      boolean renamed = RENAMED.stream().anyMatch(name::startsWith);
      headers.put(renamed ? DEAD + "header-" + header.key() : header.key(), header.value());
    }
    String reason = letter.why().reason();
    headers.put(DEAD + "reason", reason);
    headers.put(DEAD + "detail", letter.why().getMessage());
    headers.put(DEAD + "topic", request.topic());
    headers.put(DEAD + "partition", String.valueOf(request.partition()));
    headers.put(DEAD + "offset", String.valueOf(request.offset()));
    headers.put(DEAD + "at", clock.instant().toString());
    headers.put(KafkaConstants.KEY, request.key());
    message.setHeaders(headers);
    message.setBody(request.value() == null ? new byte[0] : request.value());
    decisions.putAside(letter);
  }

  /** Leaves out what made the message too large for its topic, and says so. */
  public void shorten(@Variable("published") Object published, Message message) {
    if (published instanceof Result result) {
      ObjectNode value = result.value().deepCopy();
      value.putNull("result");
      value.put("detail", "Kraken's answer is larger than the topic of results takes");
      write(message, result, value);
    } else {
      message.setHeader(DEAD + "value", "larger than this topic takes; it is where it came from");
      message.setBody(new byte[0]);
    }
  }

  private void write(Message message, Result result, ObjectNode value) {
    Request request = result.request();
    CloudEvent event =
        new CloudEvent(
            source + "/" + endpoint(value),
            "kraken." + request.group().topics() + ".result",
            result.eventId(),
            clock.instant(),
            request.account(),
            Json.write(json -> json.writeTree(value)));
    Map<String, Object> headers = new HashMap<>();
    event.headers(headers::put);
    headers.put(KafkaConstants.KEY, request.key());
    headers.put(Request.ID, request.id());
    Stream.of("correlation-id", "traceparent")
        .forEach(name -> request.header(name).ifPresent(text -> headers.put(name, text)));
    message.setHeaders(headers);
    message.setBody(event.value());
  }

  /** A stranger's text is no endpoint, and may be no part of a URI. */
  private static String endpoint(ObjectNode value) {
    return EndpointCatalogue.find(value.path("endpoint").asText("")).map(Endpoint::name).orElse("");
  }
}
