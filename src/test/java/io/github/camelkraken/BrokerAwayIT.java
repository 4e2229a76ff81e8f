package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.TopicReader;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The broker goes away for longer than a producer waits for it. */
class BrokerAwayIT {
  /** Longer than delivery.timeout.ms of the producers, so that each of them has given up. */
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  /** Ticker, SystemStatus and Time, and trades and spread of two pairs. */
  private static final int TARGETS = 7;

  @Test
  void nothingIsLostAndTheLogStaysReadable() throws Exception {
    try (Rig rig = Rig.withOwnBroker().only("trades", "ticker", "status", "spread")) {
      rig.broker().start();
      SimulatedPair btc = rig.market().pair("XXBTZUSD");
      btc.trade(rig.market().now(), 5);
      rig.start();
      TopicReader trades = rig.reader("market.trades");
      TopicReader events = rig.reader("events");
      eventually("the start", () -> trades.records().size() >= 5);

      int before = rig.pipeline().output().size();
      rig.broker().stop();
      Instant back = Instant.now().plus(OUTAGE);
      ScheduledExecutorService exchange = Executors.newSingleThreadScheduledExecutor();
      exchange.scheduleAtFixedRate(
          () -> btc.trade(rig.market().now(), 7), 0, 50, TimeUnit.MILLISECONDS);
      eventually("unready", () -> rig.readiness() == 503);
      assertThat(metrics(rig)).contains("kraken_broker_away 1.0");
      eventually("each feed's target is said to be stale", () -> stale(rig, before) >= TARGETS);
      int lines = rig.pipeline().output().size();
      eventually("the end of the outage", () -> Instant.now().isAfter(back));
      assertThat(rig.pipeline().output().size() - lines)
          .as("lines of an outage that goes on")
          .isLessThanOrEqualTo(6);
      assertThat(rig.pipeline().output().stream().skip(lines))
          .as("nothing is fresh while nothing can be published")
          .noneMatch(line -> line.contains("RECOVERED"));
      rig.broker().start();
      exchange.shutdown();
      assertThat(exchange.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

      eventually("all trades", () -> trades.records().size() >= btc.allTrades().size());
      assertThat(
              trades.records().stream()
                  .map(record -> Rig.json(record).get("trade_id").asLong())
                  .toList())
          .isEqualTo(btc.allTrades().stream().map(trade -> trade.id()).toList());
      rig.awaitReady();
      assertThat(metrics(rig)).contains("kraken_broker_away 0.0");
      eventually("announced afterwards", () -> !Rig.events(events, "STALE").isEmpty());
      eventually("recovered", () -> !Rig.events(events, "RECOVERED").isEmpty());
    }
  }

  private static List<String> metrics(Rig rig) {
    return RestAssured.get(rig.pipeline().url() + "/q/metrics").asString().lines().toList();
  }

  private static long stale(Rig rig, int after) {
    return rig.pipeline().output().stream()
        .skip(after)
        .filter(line -> line.contains(" STALE "))
        .count();
  }
}
