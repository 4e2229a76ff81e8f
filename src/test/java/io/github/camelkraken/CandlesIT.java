package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Closed candles only, once each, in order; the exchange's clock is driven by the scenario. */
class CandlesIT {
  private static final Instant START = Instant.parse("2026-03-01T12:00:30Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualClock clock = VirtualClock.standingAt(START);

  @Test
  void aCandleIsPublishedFiveSecondsAfterItClosesAndOnlyOnce() {
    try (Rig rig = rig()) {
      TopicReader candles = rig.reader("market.ohlc");
      eventually("the past", () -> begins(candles).equals(minutes(-3, 0)));

      clock.advance(Duration.ofSeconds(34));
      polledAfresh(rig);
      assertThat(begins(candles)).as("closed for 4 s").isEqualTo(minutes(-3, 0));

      clock.advance(Duration.ofSeconds(1));
      eventually("closed for 5 s", () -> begins(candles).equals(minutes(-3, 1)));

      for (int minute = 0; minute < 3; minute++) {
        clock.advance(MINUTE);
        polledAfresh(rig);
      }
      eventually("three more", () -> begins(candles).equals(minutes(-3, 4)));
    }
  }

  @Test
  void whatClosedWhileThePipelineWasAwayIsMadeUpForAsFarAsKrakenReaches() {
    try (Rig rig = rig()) {
      TopicReader candles = rig.reader("market.ohlc");
      TopicReader events = rig.reader("events");
      eventually("the past", () -> begins(candles).equals(minutes(-3, 0)));
      rig.pipeline().stop();

      clock.advance(MINUTE.multipliedBy(700));
      rig.start();
      eventually("700 more", () -> begins(candles).equals(minutes(-3, 700)));
      assertThat(events.records()).isEmpty();
      rig.pipeline().stop();

      clock.advance(MINUTE.multipliedBy(1000));
      rig.start();
      eventually("the newest 720", () -> begins(candles).size() == 703 + 720);
      List<Long> last = minutes(1700 - 720, 1700);
      assertThat(begins(candles).subList(703, 703 + 720)).isEqualTo(last);
      assertThat(Rig.events(events, "GAP_DETECTED")).hasSize(1);
      assertThat(Rig.events(events, "GAP_UNFILLABLE")).hasSize(1);
      assertThat(Rig.events(events, "GAP_UNFILLABLE").get(0).get("scope").asText())
          .isEqualTo("ohlc/BTC/USD/1");
    }
  }

  @Test
  void killsBetweenBoundariesNeitherLoseNorRepeatACandle() {
    try (Rig rig = rig()) {
      TopicReader candles = rig.reader("market.ohlc");
      eventually("the past", () -> begins(candles).equals(minutes(-3, 0)));
      for (int round = 0; round < 3; round++) {
        clock.advance(MINUTE);
        rig.pipeline().kill();
        clock.advance(MINUTE);
        rig.start();
      }
      clock.advance(Duration.ofSeconds(40));
      eventually("six more", () -> begins(candles).equals(minutes(-3, 7)));
    }
  }

  private Rig rig() {
    Rig rig = Rig.create(clock).only("ohlc").set("kraken.pairs", "XBTUSD");
    for (int minute = 3; minute >= 0; minute--) {
      rig.market().pair("XXBTZUSD").trade(START.minus(MINUTE.multipliedBy(minute)), 4);
    }
    return rig.start();
  }

  /** Two polls that began after now have been answered, so one of them saw the clock as it is. */
  private static void polledAfresh(Rig rig) {
    rig.kraken().forgetCalls();
    eventually(
        "two polls",
        () -> rig.kraken().calls().stream().filter(c -> c.endpoint().equals("OHLC")).count() > 2);
  }

  private static List<Long> begins(TopicReader candles) {
    return candles.records().stream()
        .map(record -> Instant.parse(Rig.json(record).get("interval_begin").asText()))
        .map(begin -> Duration.between(START.minusSeconds(30), begin).toMinutes())
        .toList();
  }

  private static List<Long> minutes(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
