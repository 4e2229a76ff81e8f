package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import io.github.camelkraken.sandbox.fault.Replaced;
import io.restassured.RestAssured;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** {@code kraken.pairs=*}: all of Kraken's markets. */
class AllPairsIT {
  private static final String TICKER =
      "{\"a\":[\"31337.10000\",\"1\",\"1.000\"],\"b\":[\"31337.00000\",\"1\",\"1.000\"],"
          + "\"c\":[\"31337.10000\",\"0.1\"],\"v\":[\"1.0\",\"2.0\"],\"p\":[\"1.0\",\"2.0\"],"
          + "\"t\":[1,2],\"l\":[\"1.0\",\"2.0\"],\"h\":[\"1.0\",\"2.0\"],\"o\":\"1.0\"}";

  private static final String ORDER_OF_NEW =
      """
      {"endpoint":"AddOrder","pair":"NEW/USD","type":"buy","ordertype":"limit","price":"1.00",\
      "volume":"10"}""";

  @Test
  void oneCallBringsSeventeenHundredTickers() {
    try (Rig rig = Rig.create().only("ticker", "trades").set("kraken.pairs", "*")) {
      rig.market().addMany(1694);
      rig.set("kraken.poll.ticker", "1h").start();
      TopicReader tickers = rig.reader("market.ticker");
      eventually("all tickers", () -> tickers.records().size() == 1700);

      assertThat(keys(tickers.records()))
          .hasSize(1700)
          .contains("BTC/USD", "DOGE/USD", "T0042/USD");
      assertThat(rig.kraken().calls().stream().filter(call -> call.endpoint().equals("Ticker")))
          .as("calls to Ticker")
          .hasSize(1)
          .allMatch(call -> call.query().isEmpty());
      assertThat(rig.kraken().calls()).noneMatch(call -> call.endpoint().equals("Trades"));
      assertThat(rig.pipeline().output())
          .anyMatch(
              line ->
                  line.contains("trades polls nothing") && line.contains("kraken.trades.pairs"));
    }
  }

  @Test
  void onePairThatIsNotKrakensDoesNotTakeTheOthersOutOfService() {
    try (Rig rig = Rig.create().only("ticker").set("kraken.pairs", "*").start()) {
      TopicReader tickers = rig.reader("market.ticker");
      eventually("tickers", () -> !tickers.records().isEmpty());
      String odd =
          rig.market().pairs().stream()
              .map(SimulatedPair::id)
              .map(id -> id.equals("SOLUSD") ? "\"SOLUSD\":{\"a\":7}" : "\"" + id + "\":" + TICKER)
              .collect(Collectors.joining(",", "{\"error\":[],\"result\":{", "}}"));
      rig.kraken().faults().script("Ticker", new Replaced(odd), 1);
      eventually(
          "the others",
          () ->
              keys(tickers.records().stream()
                      .filter(record -> record.value().contains("\"31337.10000\""))
                      .toList())
                  .equals(others(rig)));
      assertThat(rig.pipeline().output())
          .anyMatch(line -> line.contains("ticker/SOL/USD: left out"));
    }
  }

  @Test
  void aNewListingAppearsWithoutARestart() {
    try (Rig rig = Rig.create().only("ticker").set("kraken.pairs", "*")) {
      rig.set("kraken.poll.pairs", "500ms").start();
      TopicReader tickers = rig.reader("market.ticker");
      eventually("tickers", () -> !tickers.records().isEmpty());
      rig.market().add(new SimulatedPair("NEWUSD", "NEW/USD", "NEW", "ZUSD", 2, "1.00"));
      eventually("the new one", () -> keys(tickers.records()).contains("NEW/USD"));
    }
  }

  @Test
  void anOrderOfANewListingIsTakenByAProcessThatDoesNotPoll() {
    try (Rig rig = Rig.create().trading("validate").set("kraken.routes", "orders")) {
      rig.set("kraken.poll.pairs", "500ms").start().awaitKeys();
      assertThat(rig.readinessPage()).doesNotContain("polls");
      Requests orders = rig.requests("orders");
      rig.market().add(new SimulatedPair("NEWUSD", "NEW/USD", "NEW", "ZUSD", 2, "1.00"));

      AtomicInteger asked = new AtomicInteger();
      eventually(
          "it is known",
          () -> {
            String id = "order " + asked.incrementAndGet();
            orders.send("orders.requests", id, ORDER_OF_NEW);
            return orders.awaitEnd(id).path("status").asText().equals("validated");
          });
    }
  }

  @Test
  void aDelistedPairIsLeftOutAndDoesNotTakeTheOthersWithIt() {
    try (Rig rig = Rig.create().only("ticker", "trades").start()) {
      TopicReader tickers = rig.reader("market.ticker");
      TopicReader events = rig.reader("events");
      eventually("tickers", () -> keys(tickers.records()).size() == 2);
      rig.market().remove("XETHZUSD");
      eventually("announced", () -> Rig.events(events, "UNKNOWN_PAIR").size() == 1);
      int before = tickers.records().size();
      eventually("BTC goes on", () -> tickers.records().size() > before + 3);
      assertThat(keys(tickers.records().subList(before + 2, before + 4))).containsOnly("BTC/USD");
    }
  }

  @Test
  void aFeedOfLongPeriodThatFailedIsAskedAgainSoonAndThenKeepsItsPeriod() {
    try (Rig rig = Rig.create().only("assets").set("kraken.backoff.attempts", "2")) {
      rig.kraken().faults().script("Assets", new HttpStatus(503), 5);
      rig.start();
      TopicReader assets = rig.reader("market.assets");
      eventually("assets", () -> !assets.records().isEmpty());
      long calls = calls(rig, "Assets");
      assertThat(calls).as("five that failed and one that did not").isEqualTo(6);
      long ticks = ticks(rig, "assets");
      eventually("some ticks later", () -> ticks(rig, "assets") > ticks + 4);
      assertThat(calls(rig, "Assets")).isEqualTo(calls);
    }
  }

  @Test
  void aForeignListOfPairsChangesNoName() {
    try (Rig rig = Rig.create().only("ticker").set("kraken.poll.pairs", "300ms").start()) {
      TopicReader tickers = rig.reader("market.ticker");
      eventually("tickers", () -> !tickers.records().isEmpty());
      String empty = "{\"error\":[],\"result\":{}}";
      rig.kraken().faults().script("AssetPairs", new Replaced(empty), Faults.FOR_EVER);
      eventually(
          "noticed",
          () -> rig.pipeline().output().stream().anyMatch(line -> line.contains("has no pairs")));
      int before = tickers.records().size();
      eventually("tickers go on", () -> tickers.records().size() > before + 4);
      assertThat(rig.pipeline().isAlive()).isTrue();
    }
  }

  private static long calls(Rig rig, String endpoint) {
    return rig.kraken().calls().stream().filter(c -> c.endpoint().equals(endpoint)).count();
  }

  /** How often the timer of a route has ticked, as its metrics tell. */
  private static long ticks(Rig rig, String route) {
    return RestAssured.get(rig.pipeline().url() + "/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("camel_exchanges_succeeded_total"))
        .filter(line -> line.contains("routeId=\"" + route + "\""))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .mapToLong(count -> new BigDecimal(count).longValue())
        .sum();
  }

  private static Set<String> others(Rig rig) {
    Set<String> symbols =
        rig.market().pairs().stream()
            .map(pair -> pair.wsname().replace("XBT", "BTC").replace("XDG", "DOGE"))
            .collect(Collectors.toSet());
    symbols.remove("SOL/USD");
    return symbols;
  }

  private static Set<String> keys(List<ConsumerRecord<String, String>> records) {
    return records.stream().map(ConsumerRecord::key).collect(Collectors.toSet());
  }
}
