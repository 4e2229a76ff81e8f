package io.github.camelkraken.events;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.topics.CloudEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.jboss.logging.Logger;

/**
 * What the gateway announces on {@code kraken.events}. An announcement waits here until the broker
 * has acknowledged it; while the broker is away only the newest ones are kept.
 */
@Singleton
@Named("announcements")
public class Announcements {
  private static final Logger LOG = Logger.getLogger(Announcements.class);
  private static final int KEPT = 1000;

  /** All that are announced: a counter that appears with its first event would not seem to rise. */
  static final List<String> EVENTS =
      List.of(
          "GAP_DETECTED",
          "GAP_FILLED",
          "GAP_UNFILLABLE",
          "KEY_FAULT",
          "KEY_SHARED",
          "LOCKED_OUT",
          "RATE_LIMITED",
          "RECOVERED",
          "STALE",
          "UNKNOWN_OUTCOME",
          "UNKNOWN_PAIR");

  private final Deque<CloudEvent> waiting = new ArrayDeque<>();
  private final String source;
  private final CamelContext camel;
  private final Troubles troubles;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Of those that wait, how many of the oldest are on their way to the broker. */
  private int onTheWay;

  private volatile Instant looked;

  public Announcements(
      KrakenConfig config,
      CamelContext camel,
      Troubles troubles,
      MeterRegistry meters,
      Clock clock) {
    this.source = config.url().uri() + "/0/public";
    this.camel = camel;
    this.troubles = troubles;
    this.meters = meters;
    this.clock = clock;
    this.looked = clock.instant();
    EVENTS.forEach(this::counter);
  }

  /** An event that somebody else publishes, together with the records that it is about. */
  public CloudEvent event(String event, String scope, String detail, Instant at, String id) {
    counter(event).increment();
    byte[] value =
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("event", event);
              json.writeStringField("scope", scope);
              json.writeStringField("detail", detail);
              json.writeStringField("at", at.toString());
              json.writeEndObject();
            });
    return new CloudEvent(source, "kraken.events." + event, id, at, scope, value);
  }

  /** Announces an event as soon as the broker takes it, and logs it now. */
  public void announce(String event, String scope, String detail) {
    Instant at = clock.instant();
    LOG.logf(
        event.equals("RECOVERED") ? Logger.Level.INFO : Logger.Level.WARN,
        "%s %s: %s",
        event,
        OneLine.of(scope),
        OneLine.of(detail));
    CloudEvent announced = event(event, scope, detail, at, scope + "/" + event + "/" + at);
    synchronized (waiting) {
      if (waiting.size() == KEPT) {
        waiting.removeFirst();
        onTheWay = Math.max(0, onTheWay - 1);
      }
      waiting.addLast(announced);
    }
  }

  public boolean hasWaiting() {
    looked = clock.instant();
    synchronized (waiting) {
      return !waiting.isEmpty();
    }
  }

  /** When somebody has looked last whether there are any. */
  public Instant looked() {
    return looked;
  }

  /** All announcements that wait, the oldest first, as the body of the exchange. */
  public List<Message> waiting() {
    synchronized (waiting) {
      onTheWay = waiting.size();
      return waiting.stream().map(event -> event.toMessage(camel)).toList();
    }
  }

  /** The broker has acknowledged as many of those that {@link #waiting()} gave out. */
  public void acknowledged(@Body List<?> published) {
    troubles.ended(Troubles.KAFKA);
    synchronized (waiting) {
      for (int i = 0; i < published.size() && onTheWay > 0; i++) {
        waiting.removeFirst();
        onTheWay--;
      }
    }
  }

  private Counter counter(String event) {
    return meters.counter("kraken.events", "event", event);
  }
}
