package io.github.camelkraken.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.topics.CloudEvent;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;

/** Makes records of results and of dead letters; nothing else is on the message afterwards. */
@Singleton
@Named("outbox")
public class Outbox {
  private static final String DEAD = "dead-letter-";

  /** Before the name of a header that would tell Camel where and how to publish the record. */
  private static final String ASIDE = DEAD + "header-";

  private final String source;
  private final MeterRegistry meters;
  private final Clock clock;

  public Outbox(KrakenConfig config, MeterRegistry meters, Clock clock) {
    this.source = config.url().uri() + "/0/private";
    this.meters = meters;
    this.clock = clock;
  }

  /** A result, with what its request wanted echoed. */
  public void result(@Body Result result, Message message) {
    Request request = result.request();
    write(message, result, result.value());
    meters
        .counter(
            "kraken.results",
            "status",
            result.status().toString(),
            "reason",
            result.value().path("reason").asText(""),
            "topics",
            request.group().topics())
        .increment();
  }

  /** The same without Kraken's answer, which is larger than the topic takes. */
  public void resultWithoutAnswer(@Variable("result") Result result, Message message) {
    ObjectNode value = result.value().deepCopy();
    value.putNull("result");
    value.put("detail", "Kraken's answer is larger than the topic of results takes");
    write(message, result, value);
  }

  /** The record as it came, and why it is here. */
  public void deadLetter(
      @Variable("request") Request request, @ExchangeException Exception why, Message message) {
    Map<String, Object> headers = new HashMap<>();
    for (Header header : request.headers()) {
      headers.put(
          isInstruction(header.key()) ? ASIDE + header.key() : header.key(), header.value());
    }
    String reason = why instanceof Unreadable unreadable ? unreadable.reason() : "UNFORESEEN";
    headers.put(DEAD + "reason", reason);
    headers.put(DEAD + "detail", String.valueOf(why.getMessage()));
    headers.put(DEAD + "topic", request.topic());
    headers.put(DEAD + "partition", String.valueOf(request.partition()));
    headers.put(DEAD + "offset", String.valueOf(request.offset()));
    headers.put(DEAD + "at", clock.instant().toString());
    headers.put(KafkaConstants.KEY, request.key());
    message.setHeaders(headers);
    message.setBody(request.value() == null ? new byte[0] : request.value());
    meters.counter("kraken.dead.letters", "reason", reason).increment();
  }

  /** Where the record can be found, in place of what the topic of dead letters does not take. */
  public void deadLetterWithoutValue(Message message) {
    message.setHeader(DEAD + "value", "larger than this topic takes; it is where it came from");
    message.setBody(new byte[0]);
  }

  private static boolean isInstruction(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.startsWith("kafka.")
        || name.startsWith("camel")
        || name.startsWith("org.apache.camel");
  }

  private void write(Message message, Result result, ObjectNode value) {
    Request request = result.request();
    CloudEvent event =
        new CloudEvent(
            source + "/" + value.path("endpoint").asText(""),
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
}
