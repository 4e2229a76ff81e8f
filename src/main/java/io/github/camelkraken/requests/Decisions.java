package io.github.camelkraken.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.events.OneLine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** What an operator sees of each decision: one line of the log, a count, and how long it took. */
@Singleton
public class Decisions {
  private static final Logger LOG = Logger.getLogger(Decisions.class);

  private final MeterRegistry meters;
  private final Clock clock;

  public Decisions(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    Unreadable.REASONS.forEach(this::deadLetters);
  }

  /** A result is about to be published. */
  void made(Result result) {
    Request request = result.request();
    ObjectNode value = result.value();
    String topics = request.group().topics();
    String status = result.status().toString();
    String reason = text(value, "reason");
    Duration took = Duration.between(request.receivedAt(), clock.instant());
    meters
        .counter("kraken.results", "status", status, "reason", reason, "topics", topics)
        .increment();
    if (result.status().isFinal()) {
      meters.timer("kraken.request", "topics", topics, "status", status).record(took);
    }
    List<String> parts = new ArrayList<>();
    parts.add(text(value, "endpoint") + " " + status);
    parts.add(reason);
    parts.add(listed(value.path("errors")));
    parts.add(prefixed("txid ", listed(value.path("txid"))));
    parts.add(prefixed("cl_ord_id ", text(value, "cl_ord_id")));
    parts.add(text(value, "detail"));
    parts.add("attempts " + value.path("attempts").asInt());
    parts.add(took.toMillis() + " ms");
    tell(
        Logger.Level.INFO,
        request,
        Map.of("endpoint", text(value, "endpoint"), "status", status, "reason", reason),
        parts);
  }

  /** A record that is no request is about to be put aside. */
  void putAside(DeadLetter letter) {
    String reason = letter.why().reason();
    deadLetters(reason).increment();
    tell(
        Logger.Level.WARN,
        letter.request(),
        Map.of("status", "dead letter", "reason", reason),
        List.of("dead letter", reason, letter.why().getMessage(), letter.request().place()));
  }

  private Counter deadLetters(String reason) {
    return meters.counter("kraken.dead.letters", "reason", reason);
  }

  private static void tell(
      Logger.Level level, Request request, Map<String, String> fields, List<String> parts) {
    fields.forEach(MDC::put);
    MDC.put("request_id", request.id());
    MDC.put("account", request.account());
    try {
      LOG.logf(
          level,
          "Request %s of account %s: %s",
          OneLine.of(request.id()),
          OneLine.of(request.account()),
          parts.stream()
              .filter(part -> !part.isEmpty())
              .map(OneLine::of)
              .collect(Collectors.joining(", ")));
    } finally {
      fields.keySet().forEach(MDC::remove);
      MDC.remove("request_id");
      MDC.remove("account");
    }
  }

  private static String listed(JsonNode texts) {
    return StreamSupport.stream(texts.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" "));
  }

  private static String prefixed(String prefix, String text) {
    return text.isEmpty() ? text : prefix + text;
  }

  /** Empty where there is none. */
  private static String text(ObjectNode value, String field) {
    return value.path(field).asText("");
  }
}
