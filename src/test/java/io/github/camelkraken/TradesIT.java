package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.SimulatedTrade;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.MissingTrades;
import io.github.camelkraken.sandbox.fault.WrongLast;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every trade, once, in order, whatever crashes. */
class TradesIT {
  private static final String BTC = "XXBTZUSD";
  private static final String ETH = "XETHZUSD";

  @Test
  void theFirstStartPublishesTheNewestPageAndGoesOnFromThere() {
    try (Rig rig = Rig.create().only("trades")) {
      SimulatedPair btc = rig.market().pair(BTC);
      burst(rig, btc, 1500);
      List<SimulatedTrade> newest = btc.newestTrades(1000);
      rig.start();
      TopicReader trades = rig.reader("market.trades");
      eventually("the newest page", () -> ids(trades, "BTC/USD").equals(ids(newest)));

      List<SimulatedTrade> next = btc.trade(rig.market().now(), 3);
      eventually(
          "what comes next",
          () -> ids(trades, "BTC/USD").equals(ids(btc.newestTrades(1000 + next.size()))));
    }
  }

  @Test
  void anEmptyFirstPageIsAStartToo() {
    try (Rig rig = Rig.create().only("trades").start()) {
      TopicReader cursors = rig.reader("cursors");
      eventually("cursors of both pairs", () -> cursors.records().size() >= 2);
      SimulatedPair btc = rig.market().pair(BTC);
      burst(rig, btc, 2500);
      TopicReader trades = rig.reader("market.trades");
      eventually("all", () -> ids(trades, "BTC/USD").equals(ids(btc.allTrades())));
    }
  }

  @Test
  void whatHappenedWhileThePipelineWasAwayIsPagedThroughFromTheCursor() {
    try (Rig rig = Rig.create().only("trades")) {
      SimulatedPair btc = rig.market().pair(BTC);
      SimulatedPair eth = rig.market().pair(ETH);
      burst(rig, btc, 10);
      burst(rig, eth, 10);
      rig.start();
      TopicReader trades = rig.reader("market.trades");
      eventually("the start", () -> trades.records().size() == 20);
      rig.pipeline().stop();

      burst(rig, btc, 4321);
      burst(rig, eth, 7);
      rig.start();

      eventually("all of BTC", () -> ids(trades, "BTC/USD").equals(ids(btc.allTrades())));
      eventually("all of ETH", () -> ids(trades, "ETH/USD").equals(ids(eth.allTrades())));
    }
  }

  @Test
  void aPairThatCatchesUpDoesNotKeepTheOthersWaiting() {
    try (Rig rig = Rig.create().only("trades").set("kraken.public-rate", "5")) {
      SimulatedPair btc = rig.market().pair(BTC);
      SimulatedPair eth = rig.market().pair(ETH);
      burst(rig, btc, 1);
      burst(rig, eth, 1);
      rig.start();
      TopicReader trades = rig.reader("market.trades");
      eventually("the start", () -> trades.records().size() == 2);
      rig.pipeline().stop();
      burst(rig, btc, 20_000);
      burst(rig, eth, 1);
      rig.start();
      eventually("the one of ETH", () -> ids(trades, "ETH/USD").size() == 2);
      assertThat(ids(trades, "BTC/USD")).as("BTC is still at it").hasSizeLessThan(10_000);
      eventually("all of BTC", () -> ids(trades, "BTC/USD").equals(ids(btc.allTrades())));
    }
  }

  @Test
  void killsAndBrokerRestartsNeitherLoseNorRepeatNorReorderATrade() throws Exception {
    try (Rig rig = Rig.withOwnBroker().only("trades")) {
      rig.broker().start();
      SimulatedPair btc = rig.market().pair(BTC);
      SimulatedPair eth = rig.market().pair(ETH);
      burst(rig, btc, 5);
      burst(rig, eth, 5);
      rig.start();
      TopicReader trades = rig.reader("market.trades");
      eventually("the start", () -> trades.records().size() == 10);

      ScheduledExecutorService exchange = Executors.newSingleThreadScheduledExecutor();
      exchange.scheduleAtFixedRate(
          () -> {
            burst(rig, btc, 40);
            burst(rig, eth, 15);
          },
          0,
          50,
          TimeUnit.MILLISECONDS);
      try {
        for (int round = 0; round < 6; round++) {
          int before = trades.records().size();
          eventually("trades flow", () -> trades.records().size() > before + 50);
          if (round % 3 == 2) {
            rig.broker().stop();
            rig.broker().start();
          } else {
            rig.pipeline().kill();
            rig.pipeline().start();
          }
        }
      } finally {
        exchange.shutdown();
        assertThat(exchange.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      }

      eventually(
          "as many as happened",
          () -> trades.records().size() >= btc.allTrades().size() + eth.allTrades().size());
      assertThat(ids(trades, "BTC/USD")).isEqualTo(ids(btc.allTrades()));
      assertThat(ids(trades, "ETH/USD")).isEqualTo(ids(eth.allTrades()));
    }
  }

  @Test
  void aWrongLastNeitherLosesNorRepeatsATrade() {
    try (Rig rig = Rig.create().only("trades")) {
      SimulatedPair btc = rig.market().pair(BTC);
      burst(rig, btc, 20);
      rig.start();
      TopicReader trades = rig.reader("market.trades");
      eventually("the start", () -> ids(trades, "BTC/USD").size() == 20);
      for (int seconds : List.of(5, -5, 3600, -3600)) {
        rig.kraken().faults().script("Trades", new WrongLast(Duration.ofSeconds(seconds)), 4);
        burst(rig, btc, 30);
        eventually("all", () -> ids(trades, "BTC/USD").size() >= btc.allTrades().size());
      }
      assertThat(ids(trades, "BTC/USD")).isEqualTo(ids(btc.allTrades()));
    }
  }

  @Test
  void aHoleIsAnnouncedAndFilledBeforeWhatLiesBehindIt() {
    try (Rig rig = Rig.create().only("trades").set("kraken.pairs", "BTC/USD")) {
      SimulatedPair btc = rig.market().pair(BTC);
      burst(rig, btc, 20);
      rig.start();
      TopicReader trades = rig.reader("market.trades");
      TopicReader events = rig.reader("events");
      eventually("the start", () -> ids(trades, "BTC/USD").size() == 20);

      long last = btc.allTrades().get(19).id();
      rig.kraken().faults().script("Trades", new MissingTrades(last + 1, last + 4), 3);
      btc.trade(rig.market().now(), 10);

      eventually("all", () -> ids(trades, "BTC/USD").equals(ids(btc.allTrades())));
      eventually("filled", () -> Rig.events(events, "GAP_FILLED").size() == 1);
      assertThat(Rig.events(events, "GAP_DETECTED")).hasSize(1);
      assertThat(Rig.events(events, "GAP_DETECTED").get(0).get("scope").asText())
          .isEqualTo("trades/BTC/USD");
      assertThat(Rig.events(events, "GAP_DETECTED").get(0).get("detail").asText())
          .contains("trades " + (last + 1) + " to " + (last + 4));
      assertThat(Rig.events(events, "GAP_UNFILLABLE")).isEmpty();
    }
  }

  @Test
  void aHoleThatKrakenNeverFillsIsAnnouncedAndDoesNotStopTheFeed() {
    try (Rig rig = Rig.create().only("trades").set("kraken.pairs", "BTC/USD")) {
      SimulatedPair btc = rig.market().pair(BTC);
      burst(rig, btc, 20);
      rig.start();
      TopicReader trades = rig.reader("market.trades");
      TopicReader events = rig.reader("events");
      eventually("the start", () -> ids(trades, "BTC/USD").size() == 20);

      long last = btc.allTrades().get(19).id();
      rig.kraken()
          .faults()
          .script("Trades", new MissingTrades(last + 3, last + 4), Faults.FOR_EVER);
      btc.trade(rig.market().now(), 10);

      List<Long> expected =
          ids(btc.allTrades()).stream().filter(id -> id != last + 3 && id != last + 4).toList();
      eventually("all others", () -> ids(trades, "BTC/USD").equals(expected));
      assertThat(Rig.events(events, "GAP_DETECTED")).hasSize(1);
      assertThat(Rig.events(events, "GAP_UNFILLABLE")).hasSize(1);
      assertThat(Rig.events(events, "GAP_FILLED")).isEmpty();
    }
  }

  private static void burst(Rig rig, SimulatedPair pair, int count) {
    int left = count;
    while (left > 0) {
      int together = Math.min(left, ThreadLocalRandom.current().nextInt(1, 40));
      pair.trade(rig.market().now(), together);
      left -= together;
    }
  }

  private static List<Long> ids(TopicReader trades, String symbol) {
    return trades.records().stream()
        .filter(record -> record.key().equals(symbol))
        .map(record -> Rig.json(record).get("trade_id").asLong())
        .toList();
  }

  private static List<Long> ids(List<SimulatedTrade> trades) {
    return trades.stream().map(SimulatedTrade::id).toList();
  }
}
