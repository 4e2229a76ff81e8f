package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.Pipeline;
import io.github.camelkraken.sandbox.ReceivedCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.SimulatedTrade;
import io.github.camelkraken.sandbox.TopicReader;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of two processes with the same topics one polls, and the other goes on when that one is gone. */
class StandbyIT {
  private static final String BTC = "XXBTZUSD";
  private static final int TICKERS = 10;

  /** Less than what Camel waits for before it stops by force. */
  private static final Duration ORDERLY = Duration.ofSeconds(12);

  /** The promise, and what a busy machine with two cores may add. */
  private static final Duration PROMISED = Duration.ofSeconds(10);

  private static final Duration TOLERATED = Duration.ofSeconds(15);

  /** A step that fails at its first time; it stands after another one with this indentation. */
  private static final String FAILING_ONCE =
      """
      $1- filter:
      $1    simple: ${variable.global:failed} == null
      $1    steps:
      $1      - setVariable: { name: "global:failed", constant: "yes" }
      $1      - throwException: { exceptionType: java.lang.IllegalStateException, message: once }
      """
          .replace("${", "\\${");

  @Test
  void onePollsAndTheOtherGoesOnInBothDirectionsAndNoTradeIsLostOrRepeated() throws Exception {
    try (Rig rig = Rig.create().only("ticker", "trades", "ohlc")) {
      SimulatedPair btc = rig.market().pair(BTC);
      btc.trade(rig.market().now(), 5);
      TopicReader trades = rig.reader("market.trades");
      TopicReader candles = rig.reader("market.ohlc");
      Pipeline one = named(rig, "one").start();
      Rig.awaitReady(one);
      eventually("the start", () -> ids(trades).size() == 5);
      Pipeline two = named(rig, "two").start();
      Rig.awaitReady(two);
      ScheduledExecutorService exchange = Executors.newSingleThreadScheduledExecutor();
      exchange.scheduleAtFixedRate(
          () -> btc.trade(rig.market().now(), 7), 0, 50, TimeUnit.MILLISECONDS);
      try {
        assertThat(polling(rig)).containsExactly("one");
        assertThat(isStandingBy(two)).isTrue();

        assertGoesOn(rig, "kill -9", one::kill, "two");
        one.start();
        Rig.awaitReady(one);
        assertThat(polling(rig)).containsExactly("two");

        assertGoesOn(rig, "a pause", two::pause, "one");
        two.resume();
        eventually("it learns that it was replaced", () -> isStandingBy(two));
        assertThat(polling(rig)).containsExactly("one");

        Instant stopping = Instant.now();
        assertGoesOn(rig, "a stop in order", one::stop, "two");
        assertThat(Duration.between(stopping, Instant.now())).isLessThan(ORDERLY);
      } finally {
        exchange.shutdown();
        assertThat(exchange.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      }
      eventually("all", () -> ids(trades).size() >= btc.allTrades().size());
      assertThat(ids(trades)).isEqualTo(btc.allTrades().stream().map(SimulatedTrade::id).toList());
      assertThat(candles.records().stream().map(record -> Rig.json(record).toString()).toList())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aKeyThatIsUsedWithOtherTopicsIsRefusedAtTheStart() throws Exception {
    try (Rig rig = Rig.create().trading("live").start()) {
      eventually(
          "the first one has its key",
          () -> rig.pipeline().output().stream().anyMatch(line -> line.contains("mode live")));

      Pipeline other = rig.another().set("kraken.topic-prefix", rig.topic("other")).start();

      assertThat(other.exitCode()).isEqualTo(1);
      assertThat(other.output())
          .anyMatch(
              line ->
                  line.contains("kraken.api-key: a process with the topic prefix")
                      && line.contains("uses this key, too"));
      assertThat(rig.pipeline().isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ref: exactlyOnce, method: take", "ref: lanes, method: resume"})
  void ifAStepOfATakeOverFailsAllOfItIsDoneAnew(String step, @TempDir Path folder)
      throws Exception {
    String after = "- bean: { " + step + " }\n";
    int changed = 0;
    for (Path file : Routes.files()) {
      String text = Files.readString(file);
      String failing = text.replaceFirst("( *)" + Pattern.quote(after), "$0" + FAILING_ONCE);
      changed += failing.equals(text) ? 0 : 1;
      Files.writeString(folder.resolve(file.getFileName()), failing);
    }
    assertThat(changed).isEqualTo(1);
    try (Rig rig = Rig.create().trading("live").set("kraken.poll.ticker", "200ms")) {
      rig.set("camel.main.routes-include-pattern", "file:" + folder + "/*.camel.yaml").start();
      TopicReader tickers = rig.reader("market.ticker");
      Requests account = rig.requests("account");

      account.send("account.requests", "balance", "{\"endpoint\":\"Balance\"}");

      assertThat(account.awaitEnd("balance").path("status").asText()).isEqualTo("accepted");
      eventually("tickers", () -> !tickers.records().isEmpty());
      assertThat(rig.counted("IllegalStateException")).isEqualTo(1);
    }
  }

  private static Pipeline named(Rig rig, String name) {
    return rig.another().set("camel.component.http.user-agent", name);
  }

  private static void assertGoesOn(Rig rig, String what, Runnable disturbance, String other) {
    Instant gone = Instant.now();
    disturbance.run();
    eventually("the other polls", () -> !tickers(rig, gone, other).isEmpty());
    Duration took = Duration.between(gone, tickers(rig, gone, other).get(0).at());
    System.out.printf(
        "From %s to the first poll by the standby: %d ms; promised are %d ms%n",
        what, took.toMillis(), PROMISED.toMillis());
    assertThat(took).isLessThanOrEqualTo(TOLERATED);
  }

  /** Who makes the next polls of the ticker. */
  private static Set<String> polling(Rig rig) {
    Instant now = Instant.now();
    eventually("ten polls", () -> tickers(rig, now, "").size() >= TICKERS);
    return tickers(rig, now, "").stream().map(StandbyIT::caller).collect(Collectors.toSet());
  }

  private static List<ReceivedCall> tickers(Rig rig, Instant since, String caller) {
    return rig.kraken().calls().stream()
        .filter(call -> call.endpoint().equals("Ticker") && call.at().isAfter(since))
        .filter(call -> caller(call).contains(caller))
        .toList();
  }

  private static String caller(ReceivedCall call) {
    return call.headers().getOrDefault("user-agent", "");
  }

  private static boolean isStandingBy(Pipeline pipeline) {
    return RestAssured.get(pipeline.url() + "/q/health/ready").asString().contains("standing by");
  }

  private static List<Long> ids(TopicReader trades) {
    return trades.records().stream()
        .filter(record -> record.key().equals("BTC/USD"))
        .map(record -> Rig.json(record).get("trade_id").asLong())
        .toList();
  }
}
