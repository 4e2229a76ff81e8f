package io.github.camelkraken.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What the pipeline is measured against: the same records of the same two feeds, written by hand
 * with java.net.http, Jackson and kafka-clients, and nothing around them. It has no metrics,
 * health, pacing, backoff or announcements, and a failure of any kind ends it; whoever started it
 * starts it again.
 */
public final class HandWrittenLoop {
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int FULL_PAGE = 1000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String kafka;
  private final String kraken;
  private final String prefix;

  private HandWrittenLoop(String kafka, String kraken, String prefix) {
    this.kafka = kafka;
    this.kraken = kraken;
    this.prefix = prefix;
  }

  /** Arguments: broker, URL of Kraken, topic prefix, and what to poll. */
  public static void main(String... args) throws Exception {
    HandWrittenLoop loop = new HandWrittenLoop(args[0], args[1], args[2]);
    switch (args[3]) {
      case "ticker" -> loop.pollTicker();
      case "trades-with-cursor" -> loop.pollTradesWithCursor("XXBTZUSD", "BTC/USD");
      case "trades-without-cursor" -> loop.pollTradesWithoutCursor("XXBTZUSD", "BTC/USD");
      default -> throw new IllegalArgumentException("unknown loop " + args[3]);
    }
  }

  private void pollTicker() throws Exception {
    Map<String, String> symbols = symbols();
    CloudEvents events = new CloudEvents("Ticker", "ticker");
    try (KafkaProducer<String, byte[]> producer = producer(Map.of())) {
      while (true) {
        JsonNode tickers = ask("Ticker");
        String timestamp = Instant.now().toString();
        List<Future<RecordMetadata>> sent = new ArrayList<>(tickers.size());
        for (Map.Entry<String, JsonNode> entry : tickers.properties()) {
          String symbol = symbols.get(entry.getKey());
          if (symbol != null) {
            Ticker ticker = Ticker.of(symbol, entry.getValue(), timestamp);
            sent.add(
                producer.send(events.record(symbol, symbol + "/" + timestamp, timestamp, ticker)));
          }
        }
        acknowledged(producer, sent);
        Thread.sleep(PERIOD.toMillis());
      }
    }
  }

  /** Every trade once: the trades of a page and the cursor behind them are one transaction. */
  private void pollTradesWithCursor(String pair, String symbol) throws Exception {
    CloudEvents events = new CloudEvents("Trades", "trades");
    String cursors = prefix + ".cursors";
    String cursorKey = "trades/" + symbol;
    try (KafkaProducer<String, byte[]> producer =
        producer(Map.of("transactional.id", prefix + ".loop"))) {
      producer.initTransactions();
      Cursor cursor = lastCursor(cursors, cursorKey);
      while (true) {
        Page page = page(pair, symbol, cursor);
        if (!page.trades().isEmpty()) {
          cursor = page.cursor();
          producer.beginTransaction();
          for (Trade trade : page.trades()) {
            producer.send(events.record(symbol, trade));
          }
          producer.send(
              new ProducerRecord<>(cursors, cursorKey, JSON.writeValueAsBytes(page.cursor())));
          producer.commitTransaction();
        }
        if (!page.isFull()) {
          Thread.sleep(PERIOD.toMillis());
        }
      }
    }
  }

  /** A crash between two pages repeats or loses trades: nothing remembers how far this is. */
  private void pollTradesWithoutCursor(String pair, String symbol) throws Exception {
    CloudEvents events = new CloudEvents("Trades", "trades");
    Cursor cursor = null;
    try (KafkaProducer<String, byte[]> producer = producer(Map.of())) {
      while (true) {
        Page page = page(pair, symbol, cursor);
        List<Future<RecordMetadata>> sent = new ArrayList<>(page.trades().size());
        for (Trade trade : page.trades()) {
          sent.add(producer.send(events.record(symbol, trade)));
        }
        acknowledged(producer, sent);
        cursor = page.cursor();
        if (!page.isFull()) {
          Thread.sleep(PERIOD.toMillis());
        }
      }
    }
  }

  /** Trades share times, so each page begins one nanosecond early and what repeats is left out. */
  private Page page(String pair, String symbol, Cursor cursor) throws Exception {
    JsonNode result =
        ask(
            cursor == null
                ? "Trades?pair=" + pair
                : "Trades?pair=" + pair + "&since=" + (Long.parseLong(cursor.last()) - 1));
    JsonNode rows = result.get(pair);
    long published = cursor == null ? 0 : cursor.tradeId();
    List<Trade> trades = new ArrayList<>(rows.size());
    for (JsonNode row : rows) {
      if (row.get(6).longValue() > published) {
        trades.add(Trade.of(symbol, row));
      }
    }
    long newest = trades.isEmpty() ? published : trades.get(trades.size() - 1).tradeId();
    return new Page(trades, new Cursor(result.get("last").textValue(), newest), rows.size());
  }

  private Map<String, String> symbols() throws Exception {
    Map<String, String> symbols = new HashMap<>();
    for (Map.Entry<String, JsonNode> pair : ask("AssetPairs").properties()) {
      String name = pair.getValue().get("wsname").textValue();
      symbols.put(pair.getKey(), name.replace("XBT", "BTC").replace("XDG", "DOGE"));
    }
    return symbols;
  }

  private JsonNode ask(String call) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(kraken + "/0/public/" + call)).timeout(PATIENCE).build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      JsonNode envelope = JSON.readTree(body);
      if (response.statusCode() != 200 || !envelope.get("error").isEmpty()) {
        throw new IOException("Kraken says " + response.statusCode() + " " + envelope.get("error"));
      }
      return envelope.get("result");
    }
  }

  private KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", kafka);
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("linger.ms", 0);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private Cursor lastCursor(String topic, String key) throws IOException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed");
    Cursor last = null;
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> entry : consumer.poll(Duration.ofMillis(200))) {
          if (entry.key().equals(key)) {
            last = JSON.readValue(entry.value(), Cursor.class);
          }
        }
      }
    }
    return last;
  }

  private static void acknowledged(
      KafkaProducer<String, byte[]> producer, List<Future<RecordMetadata>> sent)
      throws ExecutionException, InterruptedException {
    producer.flush();
    for (Future<RecordMetadata> acknowledgement : sent) {
      acknowledgement.get();
    }
  }

  private record Ticker(
      String symbol,
      String bid,
      String bidQty,
      String ask,
      String askQty,
      String last,
      String lastQty,
      String volume,
      String vwap,
      long trades,
      String low,
      String high,
      String open,
      String timestamp) {
    static Ticker of(String symbol, JsonNode ticker, String timestamp) {
      return new Ticker(
          symbol,
          ticker.get("b").get(0).textValue(),
          ticker.get("b").get(2).textValue(),
          ticker.get("a").get(0).textValue(),
          ticker.get("a").get(2).textValue(),
          ticker.get("c").get(0).textValue(),
          ticker.get("c").get(1).textValue(),
          ticker.get("v").get(1).textValue(),
          ticker.get("p").get(1).textValue(),
          ticker.get("t").get(1).longValue(),
          ticker.get("l").get(1).textValue(),
          ticker.get("h").get(1).textValue(),
          ticker.get("o").textValue(),
          timestamp);
    }
  }

  private record Trade(
      String symbol,
      String side,
      String price,
      String qty,
      String ordType,
      long tradeId,
      String timestamp) {
    static Trade of(String symbol, JsonNode row) {
      BigDecimal nanos = row.get(2).decimalValue().movePointRight(9);
      return new Trade(
          symbol,
          row.get(3).textValue().equals("b") ? "buy" : "sell",
          row.get(0).textValue(),
          row.get(1).textValue(),
          row.get(4).textValue().equals("m") ? "market" : "limit",
          row.get(6).longValue(),
          Instant.EPOCH.plusNanos(nanos.longValueExact()).toString());
    }
  }

  private record Cursor(String last, long tradeId) {}

  private record Page(List<Trade> trades, Cursor cursor, int rows) {
    boolean isFull() {
      return rows >= FULL_PAGE;
    }
  }

  /** Makes the records of one feed. */
  private final class CloudEvents {
    private final String topic;
    private final byte[] version = utf8("1.0");
    private final byte[] contentType = utf8("application/json");
    private final byte[] source;
    private final byte[] type;

    CloudEvents(String endpoint, String feed) {
      this.topic = prefix + ".market." + feed;
      this.source = utf8(kraken + "/0/public/" + endpoint);
      this.type = utf8("kraken.market." + feed);
    }

    ProducerRecord<String, byte[]> record(String symbol, Trade trade) throws IOException {
      return record(symbol, symbol + "/" + trade.tradeId(), trade.timestamp(), trade);
    }

    ProducerRecord<String, byte[]> record(String symbol, String id, String time, Object value)
        throws IOException {
      ProducerRecord<String, byte[]> made =
          new ProducerRecord<>(topic, symbol, JSON.writeValueAsBytes(value));
      made.headers()
          .add("ce_specversion", version)
          .add("ce_id", utf8(id))
          .add("ce_source", source)
          .add("ce_type", type)
          .add("ce_time", utf8(time))
          .add("ce_subject", utf8(symbol))
          .add("content-type", contentType);
      return made;
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
