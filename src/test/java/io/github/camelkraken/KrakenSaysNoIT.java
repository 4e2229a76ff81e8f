package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.ReceivedCall;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.fault.BrokenOff;
import io.github.camelkraken.sandbox.fault.CutAfter;
import io.github.camelkraken.sandbox.fault.CutBefore;
import io.github.camelkraken.sandbox.fault.Fault;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.Html;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.github.camelkraken.sandbox.fault.Replaced;
import io.github.camelkraken.sandbox.fault.Slow;
import io.github.camelkraken.sandbox.fault.Throttled;
import io.github.camelkraken.sandbox.fault.Truncated;
import io.github.camelkraken.sandbox.fault.WithHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong on the way to Kraken is classified, counted, and got over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KrakenSaysNoIT {
  private Rig rig;
  private SimulatedPair btc;
  private TopicReader trades;
  private TopicReader tickers;
  private TopicReader events;

  @BeforeAll
  void start() {
    rig =
        Rig.create()
            .only("trades", "ticker")
            .set("kraken.pairs", "BTC/USD")
            .set("kraken.rest-timeout", "1s");
    btc = rig.market().pair("XXBTZUSD");
    btc.trade(rig.market().now(), 5);
    rig.start();
    trades = rig.reader("market.trades");
    tickers = rig.reader("market.ticker");
    events = rig.reader("events");
    eventually("the start", () -> trades.records().size() == 5);
  }

  @AfterEach
  void clear() {
    rig.kraken().faults().clear();
    int before = tickers.records().size();
    eventually("all is well again", () -> tickers.records().size() > before + 1);
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("RateLimited", KrakenSays.TOO_MANY_REQUESTS),
        Arguments.of("RateLimited", HttpStatus.tooManyRequests(1)),
        Arguments.of("RateLimited", new Throttled(Duration.ofSeconds(1))),
        Arguments.of("Transient", new KrakenSays("EService:Unavailable")),
        Arguments.of("Transient", new KrakenSays("EService:Something new")),
        Arguments.of("Transient", new HttpStatus(500)),
        Arguments.of("Transient", new HttpStatus(503)),
        Arguments.of("Transient", new HttpStatus(520)),
        Arguments.of("Transient", new Html()),
        Arguments.of("Transient", new Truncated()),
        Arguments.of("Transient", new BrokenOff()),
        Arguments.of("Transient", new CutBefore()),
        Arguments.of("Transient", new CutAfter()),
        Arguments.of("Transient", new Slow(Duration.ofSeconds(2))),
        Arguments.of("Refused", new KrakenSays("EGeneral:Invalid arguments")),
        Arguments.of("Refused", new HttpStatus(403)),
        Arguments.of("Refused", new HttpStatus(302, Map.of("Location", "http://127.0.0.1:1/"))),
        Arguments.of("Transient", new Replaced("[]")),
        Arguments.of("Transient", new Replaced("{\"error\":[]}")),
        Arguments.of("Transient", new Replaced("{\"error\":[],\"result\":{\"XXBTZUSD\":7}}")),
        Arguments.of(
            "Transient",
            new Replaced(
                "{\"error\":[],\"result\":{\"XXBTZUSD\":[[\"1.0\",\"NaN\",1.5,\"b\",\"m\",\"\",1]],"
                    + "\"last\":\"1\"}}")));
  }

  @ParameterizedTest(name = "{1} is {0}")
  @MethodSource("faults")
  void aFaultIsClassifiedAndCountedAndCostsNoTrade(String type, Fault fault) {
    int counted = rig.counted(type);
    rig.kraken().faults().script("Trades", fault, 2);
    btc.trade(rig.market().now(), 3);

    eventually("counted", () -> rig.counted(type) >= counted + 1);
    eventually("all trades", () -> ids().size() >= btc.allTrades().size());
    assertThat(ids()).isEqualTo(btc.allTrades().stream().map(trade -> trade.id()).toList());
  }

  @Test
  void aTimeThatKrakenAsksForIsRespectedByEveryFeed() {
    rig.kraken().faults().script("Ticker", HttpStatus.tooManyRequests(3), 1);
    rig.kraken().forgetCalls();
    eventually("the refused call", () -> !calls("Ticker").isEmpty());
    ReceivedCall refused = calls("Ticker").get(0);

    eventually("the next call", () -> calls("Ticker").size() > 1);

    Duration pause = Duration.between(refused.at(), calls("Ticker").get(1).at());
    assertThat(pause).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    long others =
        rig.kraken().calls().stream()
            .filter(call -> call.at().isAfter(refused.at().plusMillis(500)))
            .filter(call -> call.at().isBefore(refused.at().plusSeconds(3)))
            .count();
    assertThat(others).as("calls while the door is shut").isZero();
  }

  @Test
  void aRateLimitIsAnnounced() {
    rig.kraken().faults().script("Ticker", KrakenSays.TOO_MANY_REQUESTS, 1);
    int before = Rig.events(events, "RATE_LIMITED").size();
    eventually("announced", () -> Rig.events(events, "RATE_LIMITED").size() > before);
  }

  @Test
  void aFeedWithoutSuccessIsAnnouncedAsStaleAndAsRecovered() {
    int before = Rig.events(events, "RECOVERED").size();
    rig.kraken().faults().script("Trades", new HttpStatus(504), Faults.FOR_EVER);
    eventually(
        "stale",
        () ->
            Rig.events(events, "STALE").stream()
                .anyMatch(
                    event ->
                        event.get("scope").asText().equals("trades/BTC/USD")
                            && event.get("detail").asText().contains("HTTP 504")));
    assertThat(rig.readiness()).as("stale data does not make the pod unready").isEqualTo(200);
    assertThat(rig.readinessPage()).contains("STALE");

    rig.kraken().faults().clear();
    eventually("recovered", () -> Rig.events(events, "RECOVERED").size() > before);
  }

  @Test
  void anOutageCostsABoundedNumberOfCallsAndLogLines() {
    int lines = rig.pipeline().output().size();
    rig.kraken().faults().script("*", new HttpStatus(503), Faults.FOR_EVER);
    rig.kraken().forgetCalls();
    eventually("20 calls of the outage", () -> rig.kraken().calls().size() >= 20);
    List<ReceivedCall> calls = rig.kraken().calls();
    Duration outage = Duration.between(calls.get(5).at(), calls.get(19).at());
    assertThat(outage)
        .as("14 calls, all feeds together, at most two a second (kraken.backoff.max=500ms)")
        .isGreaterThan(Duration.ofMillis(14 * 500 - 600));
    assertThat(rig.pipeline().output().size() - lines).isLessThanOrEqualTo(4);
  }

  @Test
  void headersOfAHostileAnswerNeitherMoveNorMarkARecord() {
    rig.kraken()
        .faults()
        .script(
            "Ticker",
            new WithHeaders(
                Map.of(
                    "kafka.OVERRIDE_TOPIC",
                    rig.topic("events"),
                    "CamelKafkaOverrideTopic",
                    rig.topic("events"),
                    "kafka.KEY",
                    "hijacked",
                    "X-Odd",
                    "odd")),
            3);
    int before = tickers.records().size();
    eventually("tickers go on", () -> tickers.records().size() > before + 4);
    assertThat(tickers.records()).allMatch(record -> record.key().equals("BTC/USD"));
    assertThat(tickers.records())
        .noneMatch(record -> TopicReader.headers(record).containsKey("X-Odd"));
    assertThat(events.records()).allMatch(record -> Rig.json(record).has("event"));
  }

  private List<ReceivedCall> calls(String endpoint) {
    return rig.kraken().calls().stream().filter(call -> call.endpoint().equals(endpoint)).toList();
  }

  private List<Long> ids() {
    return trades.records().stream()
        .map(record -> Rig.json(record).get("trade_id").asLong())
        .toList();
  }
}
