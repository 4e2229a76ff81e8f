package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Shows once a second what flows: records of each topic, the last price of each pair, health. */
final class LiveView implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WINDOW = 10;
  private static final int PAIRS_SHOWN = 12;
  private static final int EVENTS_SHOWN = 4;
  private static final int QUIET_EVERY = 5;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final boolean terminal = System.console() != null;
  private final String title;
  private final String pipeline;
  private final String prefix;
  private final TopicReader reader;
  private final Map<String, Deque<Integer>> recent = new TreeMap<>();
  private final Map<String, Integer> totals = new TreeMap<>();
  private final Map<String, String> prices = new TreeMap<>();
  private final Deque<String> events = new ArrayDeque<>();
  private final SampleOrders orders;
  private int round;

  /** A view of everything; {@code orders} is null where no orders are placed. */
  LiveView(String kafka, String pipeline, String kraken, String prefix, SampleOrders orders) {
    this.orders = orders;
    this.title = "Kafka %s · pipeline %s · Kraken %s".formatted(kafka, pipeline, kraken);
    this.pipeline = pipeline;
    this.prefix = prefix;
    String[] topics =
        Stream.of(
                "market.ticker",
                "market.trades",
                "market.ohlc",
                "market.book",
                "market.spread",
                "market.pairs",
                "market.assets",
                "market.status",
                "orders.requests",
                "orders.results",
                "account.requests",
                "account.results",
                "dead-letters",
                "events")
            .map(topic -> prefix + "." + topic)
            .toArray(String[]::new);
    this.reader = new TopicReader(kafka, topics);
    Stream.of(topics).forEach(topic -> recent.put(topic, new ArrayDeque<>()));
  }

  /** Reads what has come and shows it; without a terminal only each fifth time. */
  void refresh() {
    count();
    round++;
    String health = health();
    if (orders != null && health.equals("UP")) {
      orders.next();
    }
    if (terminal) {
      System.out.print("\u001b[H\u001b[2J" + text(health));
      System.out.flush();
    } else if (round % QUIET_EVERY == 0) {
      System.out.println(text(health));
    }
  }

  @Override
  public void close() {
    // A refresh may be reading; the consumer is not made for two threads, so it just ends with
    // them.
  }

  private void count() {
    Map<String, Integer> counts = new TreeMap<>();
    for (ConsumerRecord<String, String> record : reader.fresh()) {
      counts.merge(record.topic(), 1, Integer::sum);
      look(record);
    }
    recent.forEach(
        (topic, window) -> {
          int count = counts.getOrDefault(topic, 0);
          totals.merge(topic, count, Integer::sum);
          window.addLast(count);
          if (window.size() > WINDOW) {
            window.removeFirst();
          }
        });
  }

  private void look(ConsumerRecord<String, String> record) {
    try {
      JsonNode value = JSON.readTree(record.value());
      if (record.topic().equals(prefix + ".market.ticker")) {
        prices.put(
            record.key(),
            "%14s  bid %14s  ask %14s"
                .formatted(
                    value.get("last").asText(),
                    value.get("bid").asText(),
                    value.get("ask").asText()));
      } else if (record.topic().equals(prefix + ".events")) {
        events.addLast(
            "%s %s: %s"
                .formatted(
                    value.get("event").asText(),
                    value.get("scope").asText(),
                    value.get("detail").asText()));
        if (events.size() > EVENTS_SHOWN) {
          events.removeFirst();
        }
      }
    } catch (IOException notJson) {
      events.addLast("not JSON on " + record.topic());
    }
  }

  private String text(String health) {
    StringBuilder text = new StringBuilder();
    text.append("Camel Kraken sandbox, ").append(Instant.now()).append(", Ctrl-C stops it all\n");
    text.append(title).append('\n').append("Health: ").append(health).append("\n\n");
    text.append("%-28s %9s %11s%n".formatted("topic", "records", "a second"));
    totals.forEach(
        (topic, total) -> text.append("%-28s %9d %11s%n".formatted(topic, total, rate(topic))));
    text.append('\n');
    prices.entrySet().stream()
        .limit(PAIRS_SHOWN)
        .forEach(price -> text.append("%-12s%s%n".formatted(price.getKey(), price.getValue())));
    if (prices.size() > PAIRS_SHOWN) {
      text.append("… and ").append(prices.size() - PAIRS_SHOWN).append(" more pairs\n");
    }
    if (orders != null) {
      text.append("\nrequest                                 result\n");
      orders.lines().forEach(line -> text.append(line).append('\n'));
    }
    events.forEach(event -> text.append(event).append('\n'));
    return text.toString();
  }

  private String rate(String topic) {
    Deque<Integer> window = recent.get(topic);
    int tenths = window.stream().mapToInt(Integer::intValue).sum() * 10 / window.size();
    return tenths / 10 + "." + tenths % 10;
  }

  private String health() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(pipeline + "/q/health/ready"))
              .timeout(Duration.ofSeconds(2))
              .build();
      JsonNode health =
          JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
      return health.path("status").asText();
    } catch (IOException notYet) {
      return "starting";
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return "stopping";
    }
  }
}
