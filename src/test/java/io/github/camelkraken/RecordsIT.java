package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.SimulatedTrade;
import io.github.camelkraken.sandbox.TopicReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each kind of record, field by field, beside what the exchange knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordsIT {
  private static final String SYMBOL = "BTC/USD";

  private Rig rig;
  private SimulatedPair btc;

  @BeforeAll
  void everyFeedIsOnAndTheMarketStands() {
    rig =
        Rig.create()
            .set("kraken.pairs", SYMBOL)
            .set("kraken.poll.book", "200ms")
            .set("kraken.poll.spread", "200ms")
            .set("kraken.book.depth", "3");
    btc = rig.market().pair("XXBTZUSD");
    btc.trade(rig.market().now().minusSeconds(150), 2);
    btc.trade(rig.market().now().minusSeconds(80), 3);
    btc.trade(rig.market().now().minusSeconds(1), 2);
    rig.start();
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void ticker() {
    JsonNode ticker = first("market.ticker", SYMBOL, "ticker");
    assertThat(names(ticker))
        .containsExactly(
            "symbol",
            "bid",
            "bid_qty",
            "ask",
            "ask_qty",
            "last",
            "last_qty",
            "volume",
            "vwap",
            "trades",
            "low",
            "high",
            "open",
            "timestamp");
    assertThat(text(ticker, "symbol")).isEqualTo(SYMBOL);
    assertThat(text(ticker, "bid")).isEqualTo(fiveDecimals(btc.bid()));
    assertThat(text(ticker, "bid_qty")).isEqualTo("1.250");
    assertThat(text(ticker, "ask")).isEqualTo(fiveDecimals(btc.ask()));
    assertThat(text(ticker, "ask_qty")).isEqualTo("3.125");
    assertThat(text(ticker, "last")).isEqualTo(fiveDecimals(btc.price()));
    assertThat(text(ticker, "last_qty")).isEqualTo(newest().volume().toPlainString());
    assertThat(text(ticker, "volume")).isEqualTo("4412.73601799");
    assertThat(text(ticker, "vwap")).isEqualTo(fiveDecimals(btc.price()));
    assertThat(ticker.get("trades").isIntegralNumber()).isTrue();
    assertThat(ticker.get("trades").asInt()).isEqualTo(7);
    assertThat(text(ticker, "low")).isEqualTo(fiveDecimals(btc.bid()));
    assertThat(text(ticker, "high")).isEqualTo(fiveDecimals(btc.ask()));
    assertThat(text(ticker, "open")).isEqualTo(fiveDecimals(btc.price()));
    assertThat(Instant.parse(text(ticker, "timestamp"))).isBefore(Instant.now());
  }

  @Test
  void trades() {
    JsonNode trade = first("market.trades", SYMBOL, "trades");
    SimulatedTrade oldest = btc.allTrades().get(0);
    assertThat(names(trade))
        .containsExactly("symbol", "side", "price", "qty", "ord_type", "trade_id", "timestamp");
    assertThat(text(trade, "symbol")).isEqualTo(SYMBOL);
    assertThat(text(trade, "side")).isEqualTo(oldest.buy() ? "buy" : "sell");
    assertThat(text(trade, "price")).isEqualTo(oldest.price().toPlainString());
    assertThat(text(trade, "qty")).isEqualTo(oldest.volume().toPlainString());
    assertThat(text(trade, "ord_type")).isEqualTo(oldest.market() ? "market" : "limit");
    assertThat(trade.get("trade_id").isIntegralNumber()).isTrue();
    assertThat(trade.get("trade_id").asLong()).isEqualTo(oldest.id());
    assertThat(Instant.parse(text(trade, "timestamp")))
        .isBetween(oldest.time().minusNanos(100), oldest.time().plusNanos(100));
    ConsumerRecord<String, String> record = record("market.trades", SYMBOL);
    assertThat(TopicReader.headers(record).get("ce_id")).isEqualTo("BTC/USD/" + oldest.id());
    assertThat(TopicReader.headers(record).get("ce_time")).isEqualTo(text(trade, "timestamp"));
  }

  @Test
  void ohlc() {
    JsonNode candle = first("market.ohlc", SYMBOL, "ohlc");
    List<SimulatedTrade> trades = btc.allTrades().subList(0, 2);
    assertThat(names(candle))
        .containsExactly(
            "symbol",
            "interval",
            "interval_begin",
            "open",
            "high",
            "low",
            "close",
            "vwap",
            "volume",
            "trades",
            "closed");
    assertThat(candle.get("interval").asInt()).isEqualTo(1);
    long begin = trades.get(0).time().getEpochSecond() / 60 * 60;
    assertThat(text(candle, "interval_begin")).isEqualTo(Instant.ofEpochSecond(begin).toString());
    assertThat(text(candle, "open")).isEqualTo(trades.get(0).price().toPlainString());
    assertThat(text(candle, "close")).isEqualTo(trades.get(1).price().toPlainString());
    assertThat(text(candle, "high"))
        .isEqualTo(trades.get(0).price().max(trades.get(1).price()).toPlainString());
    assertThat(text(candle, "low"))
        .isEqualTo(trades.get(0).price().min(trades.get(1).price()).toPlainString());
    assertThat(text(candle, "volume"))
        .isEqualTo(trades.get(0).volume().add(trades.get(1).volume()).toPlainString());
    assertThat(new BigDecimal(text(candle, "vwap")))
        .isBetween(
            trades.get(0).price().min(trades.get(1).price()),
            trades.get(0).price().max(trades.get(1).price()));
    assertThat(candle.get("trades").asInt()).isEqualTo(2);
    assertThat(candle.get("closed").asBoolean()).isTrue();
  }

  @Test
  void book() {
    JsonNode book = first("market.book", SYMBOL, "book");
    assertThat(names(book)).containsExactly("symbol", "bids", "asks", "timestamp");
    assertThat(book.get("bids")).hasSize(3);
    assertThat(book.get("asks")).hasSize(3);
    JsonNode best = book.get("bids").get(0);
    assertThat(names(best)).containsExactly("price", "qty", "timestamp");
    assertThat(text(best, "price")).isEqualTo(fiveDecimals(btc.bid()));
    assertThat(text(best, "qty")).isEqualTo("1.000");
    assertThat(Instant.parse(text(best, "timestamp"))).isBefore(Instant.now());
    assertThat(text(book.get("asks").get(0), "price")).isEqualTo(fiveDecimals(btc.ask()));
    assertThat(new BigDecimal(text(book.get("asks").get(1), "price"))).isGreaterThan(btc.ask());
  }

  @Test
  void spread() {
    JsonNode spread = first("market.spread", SYMBOL, "spread");
    SimulatedTrade oldest = btc.allTrades().get(0);
    assertThat(names(spread)).containsExactly("symbol", "bid", "ask", "timestamp");
    assertThat(text(spread, "bid")).isEqualTo(oldest.price().subtract(btc.tick()).toPlainString());
    assertThat(text(spread, "ask")).isEqualTo(oldest.price().add(btc.tick()).toPlainString());
    assertThat(text(spread, "timestamp"))
        .isEqualTo(Instant.ofEpochSecond(oldest.time().getEpochSecond()).toString());
  }

  @Test
  void pairs() {
    JsonNode pair = first("market.pairs", SYMBOL, "pairs");
    assertThat(text(pair, "symbol")).isEqualTo(SYMBOL);
    assertThat(text(pair, "id")).isEqualTo("XXBTZUSD");
    assertThat(text(pair, "altname")).isEqualTo("XBTUSD");
    assertThat(text(pair, "wsname")).isEqualTo("XBT/USD");
    assertThat(text(pair, "tick_size")).isEqualTo("0.1");
    assertThat(record("market.pairs", SYMBOL).value())
        .as("a number of Kraken's keeps its last zero")
        .contains("[0,0.40]");
  }

  @Test
  void assets() {
    JsonNode asset = first("market.assets", "BTC", "assets");
    assertThat(text(asset, "asset")).isEqualTo("BTC");
    assertThat(text(asset, "id")).isEqualTo("XXBT");
    assertThat(text(asset, "altname")).isEqualTo("XBT");
    assertThat(asset.get("decimals").asInt()).isEqualTo(10);
    assertThat(record("market.assets", "DOGE").key()).isEqualTo("DOGE");
  }

  @Test
  void status() {
    JsonNode status = first("market.status", "spot", "status");
    assertThat(names(status)).containsExactly("status", "timestamp", "clock_skew_ms");
    assertThat(text(status, "status")).isEqualTo("online");
    assertThat(Instant.parse(text(status, "timestamp"))).isBefore(Instant.now().plusSeconds(1));
    assertThat(status.get("clock_skew_ms").asLong()).isBetween(-2000L, 2000L);
  }

  @Test
  void theSameFactHasTheSameId() {
    TopicReader pairs = rig.reader("market.pairs");
    eventually("a pair", () -> !pairs.records().isEmpty());
    rig.pipeline().stop();
    rig.start();
    eventually("the pairs again", () -> ids(pairs, SYMBOL).size() >= 2);
    assertThat(ids(pairs, SYMBOL).stream().distinct()).hasSize(1);
  }

  @Test
  void metricsTellOfFeedsRoutesAndKafka() {
    List<String> families =
        List.of(
            "kraken_feed_age_seconds{feed=\"trades\",target=\"BTC/USD\"}",
            "camel_exchanges_succeeded_total",
            "kafka_producer_record_send_total");
    eventually(
        "metrics",
        () ->
            families.stream()
                .allMatch(get(rig.pipeline().url() + "/q/metrics").asString()::contains));
  }

  @Test
  void livenessAndReadinessTellTheirDetail() {
    eventually(
        "one of trades",
        () ->
            get(rig.pipeline().url() + "/q/health/ready")
                .path("checks.find { it.name == 'market data' }.data.'trades/BTC/USD'")
                .toString()
                .contains("ago"));
    get(rig.pipeline().url() + "/q/health/live").then().statusCode(200);
    get(rig.pipeline().url() + "/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.name", hasItem("market data"))
        .body("checks.find { it.name == 'market data' }.status", equalTo("UP"))
        .body(
            "checks.find { it.name == 'market data' }.data.'trades/BTC/USD'",
            containsString("ago"));
  }

  @Test
  void theExchangeSeesAPoliteClient() {
    first("market.ticker", SYMBOL, "ticker");
    get(rig.kraken().url() + "/sandbox/calls")
        .then()
        .statusCode(200)
        .body("endpoint", hasItem("Ticker"))
        .body("find { it.endpoint == 'Ticker' }.query.pair", equalTo("XXBTZUSD"));
    Map<String, String> headers = rig.kraken().calls().get(0).headers();
    assertThat(headers.get("User-Agent")).startsWith("camel-kraken/");
    assertThat(headers.keySet())
        .as("no header of Kafka's or Camel's reaches the exchange")
        .noneMatch(name -> name.toLowerCase().matches("(camel|kafka|ce_|breadcrumb).*"));
  }

  private JsonNode first(String topic, String key, String feed) {
    ConsumerRecord<String, String> record = record(topic, key);
    Map<String, String> headers = TopicReader.headers(record);
    assertThat(headers.keySet())
        .containsExactlyInAnyOrder(
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_time",
            "ce_subject",
            "content-type");
    assertThat(headers.get("ce_specversion")).isEqualTo("1.0");
    assertThat(headers.get("ce_id")).startsWith(key);
    assertThat(headers.get("ce_source")).startsWith(rig.kraken().url() + "/0/public/");
    assertThat(headers.get("ce_type")).isEqualTo("kraken.market." + feed);
    assertThat(Instant.parse(headers.get("ce_time"))).isBefore(Instant.now());
    assertThat(headers.get("ce_subject")).isEqualTo(key);
    assertThat(headers.get("content-type")).isEqualTo("application/json");
    return Rig.json(record);
  }

  private ConsumerRecord<String, String> record(String topic, String key) {
    try (TopicReader reader = new TopicReader(rig.broker().bootstrapServers(), rig.topic(topic))) {
      eventually(
          "a record of " + key + " on " + topic,
          () -> reader.records().stream().anyMatch(record -> record.key().equals(key)));
      return reader.records().stream()
          .filter(record -> record.key().equals(key))
          .findFirst()
          .orElseThrow();
    }
  }

  private SimulatedTrade newest() {
    return btc.newestTrades(1).get(0);
  }

  private static List<String> ids(TopicReader reader, String key) {
    return reader.records().stream()
        .filter(record -> record.key().equals(key))
        .map(record -> TopicReader.headers(record).get("ce_id"))
        .toList();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String text(JsonNode object, String field) {
    assertThat(object.get(field).isTextual()).as(field + " is text").isTrue();
    return object.get(field).textValue();
  }

  private static String fiveDecimals(BigDecimal price) {
    return price.setScale(5).toPlainString();
  }
}
