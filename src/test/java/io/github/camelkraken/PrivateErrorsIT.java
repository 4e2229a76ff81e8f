package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.fault.AfterEffect;
import io.github.camelkraken.sandbox.fault.CutAfter;
import io.github.camelkraken.sandbox.fault.CutBefore;
import io.github.camelkraken.sandbox.fault.FailedEdit;
import io.github.camelkraken.sandbox.fault.Fault;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.Hanging;
import io.github.camelkraken.sandbox.fault.Html;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.github.camelkraken.sandbox.fault.RefusedElement;
import io.github.camelkraken.sandbox.fault.Replaced;
import io.github.camelkraken.sandbox.fault.Throttled;
import io.github.camelkraken.sandbox.fault.Truncated;
import io.github.camelkraken.sandbox.limit.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a request when Kraken, or the way to it, says no and nothing took effect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivateErrorsIT {
  private static final int ATTEMPTS = 6;
  private static final KrakenSays RATE_LIMIT = new KrakenSays("EAPI:Rate limit exceeded");
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"limit","price":"9000",\
      "volume":"0.01"}""";

  /** A query, a call that must not be repeated blindly, and one that may. */
  enum Kind {
    QUERY("account.requests", "Balance"),
    ORDER("orders.requests", "AddOrder"),
    CANCEL("orders.requests", "CancelOrder");

    private final String topic;
    private final String endpoint;

    Kind(String topic, String endpoint) {
      this.topic = topic;
      this.endpoint = endpoint;
    }
  }

  private Rig rig;
  private SimulatedAccount account;
  private Requests orders;
  private Requests queries;
  private TopicReader events;

  @BeforeAll
  void start() {
    rig =
        Rig.create()
            .trading("live")
            .set("kraken.backoff.attempts", String.valueOf(ATTEMPTS))
            .set("kraken.rest-timeout", "1s");
    account = rig.kraken().account();
    SimulatedAccount desk = rig.kraken().addAccount("desk", Tier.PRO);
    rig.set("kraken.accounts.desk.api-key", desk.key().key())
        .set("kraken.accounts.desk.api-secret", desk.key().secret())
        .set("kraken.accounts.desk.tier", "pro")
        .set("kraken.accounts.desk.mode", "live")
        .start()
        .awaitKeys();
    orders = rig.requests("orders");
    queries = rig.requests("account");
    events = rig.reader("events");
  }

  @AfterEach
  void clear() {
    rig.kraken().faults().clear();
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  static Stream<Arguments> rateLimits() {
    List<Fault> limits =
        List.of(
            RATE_LIMIT,
            new KrakenSays("EOrder:Rate limit exceeded"),
            new KrakenSays("EOrder:Domain rate limit exceeded"),
            new KrakenSays("EGeneral:Too many requests"),
            new KrakenSays("EAuth:Too many requests"),
            new HttpStatus(429));
    return Stream.concat(
        limits.stream().map(limit -> Arguments.of(Kind.ORDER, limit)),
        Stream.of(
            Arguments.of(Kind.QUERY, RATE_LIMIT),
            Arguments.of(Kind.QUERY, new HttpStatus(429)),
            Arguments.of(Kind.CANCEL, RATE_LIMIT)));
  }

  @ParameterizedTest(name = "{0} after {1}")
  @MethodSource("rateLimits")
  void aRateLimitIsRetriedLaterAndLaterAndSignedAnew(Kind kind, Fault limit) {
    String json = prepared(kind);
    int counted = rig.counted("RateLimited");
    rig.kraken().faults().script(kind.endpoint, limit, 2);

    JsonNode result = asked(kind, json);

    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.path("attempts").asInt()).isEqualTo(3);
    assertThat(rig.counted("RateLimited")).isEqualTo(counted + 2);
    List<ReceivedPrivateCall> calls = rig.kraken().privateCalls(kind.endpoint);
    assertSignedAnew(calls, 3);
    assertThat(gap(calls, 0)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
    assertThat(gap(calls, 1)).isGreaterThanOrEqualTo(Duration.ofMillis(128));
    assertEffect(kind, result);
  }

  @ParameterizedTest
  @EnumSource(names = {"QUERY", "ORDER"})
  void aTimeThatKrakenAsksForIsRespected(Kind kind) {
    String json = prepared(kind);
    rig.kraken().faults().script(kind.endpoint, HttpStatus.tooManyRequests(1), 1);
    rig.kraken().faults().script(kind.endpoint, new Throttled(Duration.ofSeconds(1)), 1);

    JsonNode result = asked(kind, json);

    assertThat(result.path("status").asText()).isEqualTo("accepted");
    List<ReceivedPrivateCall> calls = rig.kraken().privateCalls(kind.endpoint);
    assertSignedAnew(calls, 3);
    assertThat(gap(calls, 0)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    String told = calls.get(1).errors().get(0);
    Instant until = Instant.ofEpochSecond(Long.parseLong(told.replaceAll("\\D+", "")));
    assertThat(calls.get(2).at()).isBetween(until, until.plusSeconds(3));
    assertEffect(kind, result);
  }

  @Test
  void whenTheAttemptsRunOutTheRequestIsRejectedAndHadNoEffect() {
    for (Kind kind : Kind.values()) {
      String json = prepared(kind);
      rig.kraken().faults().script(kind.endpoint, RATE_LIMIT, Faults.FOR_EVER);

      JsonNode result = asked(kind, json);

      assertThat(result.path("status").asText()).isEqualTo("rejected");
      assertThat(result.path("reason").asText()).isEqualTo("RATE_LIMITED");
      assertThat(result.at("/errors/0").asText()).isEqualTo("EAPI:Rate limit exceeded");
      assertThat(result.path("attempts").asInt()).isEqualTo(ATTEMPTS);
      List<ReceivedPrivateCall> calls = rig.kraken().privateCalls(kind.endpoint);
      assertSignedAnew(calls, ATTEMPTS);
      assertThat(gap(calls, ATTEMPTS - 2)).isGreaterThanOrEqualTo(Duration.ofMillis(320));
      if (kind == Kind.ORDER) {
        assertThat(account.ordersWith(result.path("cl_ord_id").asText())).isEmpty();
      }
      rig.kraken().faults().clear();
    }
  }

  @Test
  void noRequestIsRetriedBeyondItsLife() throws Exception {
    rig.kraken().faults().script("Balance", HttpStatus.tooManyRequests(30), 1);
    rig.kraken().forgetCalls();
    Instant end = Instant.now().plusSeconds(2);

    send("account.requests", "desk", "tried", "{\"endpoint\":\"Balance\"}", end);
    eventually("the attempt", () -> rig.kraken().privateCalls("Balance").size() == 1);
    send("orders.requests", "desk", "held", ORDER, end);

    JsonNode tried = queries.awaitEnd("tried");
    JsonNode held = orders.awaitEnd("held");
    assertThat(tried.path("status").asText()).isEqualTo("expired");
    assertThat(tried.path("attempts").asInt()).isEqualTo(1);
    assertThat(Instant.parse(tried.path("answered_at").asText()))
        .isBetween(end, end.plusSeconds(3));
    assertThat(held.path("status").asText()).isEqualTo("expired");
    assertThat(held.path("attempts").asInt()).isZero();
    assertThat(rig.kraken().privateCalls()).hasSize(1);
    assertThat(rig.kraken().account("desk").orders()).isEmpty();
    assertThat(asked(Kind.QUERY, prepared(Kind.QUERY)).path("status").asText())
        .as("the other account goes on")
        .isEqualTo("accepted");
  }

  @Test
  void aRateLimitIsAnnouncedWithItsAccount() {
    int before = Rig.events(events, "RATE_LIMITED").size();
    rig.kraken().faults().script("Balance", RATE_LIMIT, 1);
    asked(Kind.QUERY, prepared(Kind.QUERY));
    eventually("announced", () -> Rig.events(events, "RATE_LIMITED").size() > before);
    JsonNode event = Rig.events(events, "RATE_LIMITED").get(before);
    assertThat(event.path("scope").asText()).isEqualTo("account/default");
    assertThat(event.path("detail").asText()).contains("EAPI:Rate limit exceeded");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aRefusedNonceIsReplacedAtOnceUpToThreeTimes(Kind kind) {
    String json = prepared(kind);
    int counted = rig.counted("InvalidNonce");
    rig.kraken().faults().script(kind.endpoint, new KrakenSays("EAPI:Invalid nonce"), 3);

    JsonNode result = asked(kind, json);

    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.path("attempts").asInt()).isEqualTo(4);
    assertThat(rig.counted("InvalidNonce")).isEqualTo(counted + 3);
    assertSignedAnew(rig.kraken().privateCalls(kind.endpoint), 4);
    assertEffect(kind, result);
    assertThat(rig.readinessPage()).contains("\"default\": \"live, ready\"");
  }

  @Test
  void whatWasNotDeliveredIsSentAgainAndPlacedOnce() throws Exception {
    prepared(Kind.QUERY);
    rig.kraken().stop();
    int counted = rig.counted("NotDelivered");
    queries.send("account.requests", "default", "away", "{\"endpoint\":\"Balance\"}");
    eventually("no connection is left", () -> rig.counted("NotDelivered") > counted);
    int before = rig.counted("NotDelivered");
    orders.send("orders.requests", "default", "undelivered", ORDER);
    eventually("the order is not delivered", () -> rig.counted("NotDelivered") > before + 1);
    rig.kraken().start();

    JsonNode result = orders.awaitEnd("undelivered");
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.path("attempts").asInt()).isGreaterThan(1);
    assertThat(orders.results("undelivered")).hasSize(1);
    assertThat(rig.kraken().privateCalls("AddOrder")).hasSize(1);
    assertThat(account.ordersWith(result.path("cl_ord_id").asText())).hasSize(1);
    assertThat(queries.awaitEnd("away").path("status").asText()).isEqualTo("accepted");
  }

  static Stream<Fault> troubles() {
    return Stream.of(
        new KrakenSays("EService:Unavailable"),
        new KrakenSays("EDatabase:Internal error"),
        new KrakenSays("EMystery:Never seen before"),
        new HttpStatus(502),
        new HttpStatus(520),
        new Html(),
        new Truncated(),
        new CutBefore(),
        new CutAfter(),
        new Hanging(),
        new Replaced("[]"),
        new Replaced("{\"error\":[]}"),
        new Replaced("{\"error\":[\"EQuery:Unknown asset\",\"EMystery:Never seen before\"]}"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void aQueryIsRepeatedWhenKrakenIsInTrouble(Fault trouble) {
    int counted = rig.counted("Transient");
    rig.kraken().faults().script("Balance", trouble, 2);

    JsonNode result = asked(Kind.QUERY, prepared(Kind.QUERY));

    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.at("/result/ZUSD").asText()).isNotEmpty();
    assertThat(rig.counted("Transient")).isEqualTo(counted + 2);
    assertSignedAnew(rig.kraken().privateCalls("Balance"), 3);
  }

  @Test
  void aQueryThatFindsKrakenAwayAgainAndAgainIsRejected() {
    rig.kraken().faults().script("Balance", new HttpStatus(503), Faults.FOR_EVER);
    JsonNode result = asked(Kind.QUERY, prepared(Kind.QUERY));
    assertThat(result.path("status").asText()).isEqualTo("rejected");
    assertThat(result.path("reason").asText()).isEqualTo("UNAVAILABLE");
    assertThat(result.path("detail").asText()).isEqualTo("HTTP 503");
    assertThat(result.path("attempts").asInt()).isEqualTo(ATTEMPTS);
  }

  @Test
  void aWarningBesideAnAnswerIsNoError() {
    rig.kraken()
        .faults()
        .script(
            "Balance",
            new Replaced("{\"error\":[\"WGeneral:Danger\"],\"result\":{\"ZUSD\":\"1\"}}"),
            1);
    JsonNode result = asked(Kind.QUERY, prepared(Kind.QUERY));
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.at("/result/ZUSD").asText()).isEqualTo("1");
  }

  @Test
  void theStateOfAMarketIsSaidAtOnce() {
    int counted = rig.counted("MarketState");
    List<String> states = List.of("cancel_only", "post_only", "limit_only", "reduce_only");
    for (String state : states) {
      rig.kraken()
          .faults()
          .script("AddOrder", new KrakenSays("EService:Market in " + state + " mode"), 1);
      JsonNode result = asked(Kind.ORDER, ORDER);
      assertThat(result.path("status").asText()).isEqualTo("rejected");
      assertThat(result.path("reason").asText()).isEqualTo("MARKET_STATE");
      assertThat(result.at("/errors/0").asText()).contains(state);
      assertThat(result.path("attempts").asInt()).isEqualTo(1);
    }
    assertThat(rig.counted("MarketState")).isEqualTo(counted + states.size());
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            Kind.ORDER,
            List.of(
                "EOrder:Insufficient funds",
                "EOrder:Order minimum not met",
                "EOrder:Tick size check failed",
                "EOrder:Invalid price:more words",
                "EOrder:Orders limit exceeded",
                "EOrder:Post only order",
                "EOrder:Reduce only:No position exists",
                "EOrder:Margin allowance exceeded",
                "EGeneral:Invalid arguments:volume",
                "EGeneral: Invalid arguments : ordertype",
                "EGeneral:Permission denied",
                "EQuery:Unknown asset pair",
                "EAccount:Invalid permissions",
                "EAuth:Account unconfirmed",
                "EAPI:Feature disabled")),
        Arguments.of(
            Kind.CANCEL,
            List.of(
                "EOrder:Unknown order", "EGeneral:Unknown order", "EGeneral:Permission denied")),
        Arguments.of(
            Kind.QUERY,
            List.of("EQuery:Unknown asset", "EGeneral:Invalid arguments", "ETrade:Locked")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void whatKrakenRefusesIsRejectedAtOnceWithItsWords(Kind kind, List<String> errors) {
    Requests requests = kind == Kind.QUERY ? queries : orders;
    String json = prepared(kind);
    int counted = rig.counted("Refused");
    for (String error : errors) {
      rig.kraken().faults().script(kind.endpoint, new KrakenSays(error), 1);
      requests.send(kind.topic, "default", kind + error, json);
    }
    SoftAssertions all = new SoftAssertions();
    for (String error : errors) {
      JsonNode result = requests.awaitEnd(kind + error);
      all.assertThat(result.path("status").asText()).as(error).isEqualTo("rejected");
      all.assertThat(result.path("reason").asText()).as(error).isEqualTo("KRAKEN_REFUSED");
      all.assertThat(result.at("/errors/0").asText()).isEqualTo(error);
      all.assertThat(result.path("attempts").asInt()).as(error).isEqualTo(1);
    }
    all.assertThat(rig.kraken().privateCalls(kind.endpoint)).hasSize(errors.size());
    all.assertThat(rig.counted("Refused")).isEqualTo(counted + errors.size());
    all.assertAll();
  }

  @ParameterizedTest
  @MethodSource("edgeRefusals")
  void whatTheEdgeRefusesIsRejectedToo(HttpStatus status) {
    rig.kraken().faults().script("AddOrder", status, 1);
    JsonNode result = asked(Kind.ORDER, ORDER);
    assertThat(result.path("reason").asText()).isEqualTo("KRAKEN_REFUSED");
    assertThat(result.path("detail").asText()).contains("HTTP " + status.status());
    assertThat(result.path("attempts").asInt()).isEqualTo(1);
  }

  static Stream<HttpStatus> edgeRefusals() {
    return Stream.of(
        new HttpStatus(400),
        new HttpStatus(403),
        new HttpStatus(404),
        new HttpStatus(307, Map.of("Location", "http://127.0.0.1:1/")));
  }

  @Test
  void severalErrorsOfOneAnswerAreAllTold() {
    rig.kraken()
        .faults()
        .script(
            "AddOrder",
            new Replaced("{\"error\":[\"EOrder:Invalid price\",\"EOrder:Cost minimum not met\"]}"),
            1);
    JsonNode result = asked(Kind.ORDER, ORDER);
    assertThat(result.path("reason").asText()).isEqualTo("KRAKEN_REFUSED");
    assertThat(result.path("errors")).hasSize(2);
    assertThat(result.at("/errors/1").asText()).isEqualTo("EOrder:Cost minimum not met");
  }

  @Test
  void ofSeveralErrorsTheLongestWaitDecides() {
    rig.kraken()
        .faults()
        .script(
            "AddOrder",
            new Replaced("{\"error\":[\"EOrder:Invalid price\",\"EAPI:Rate limit exceeded\"]}"),
            1);
    JsonNode result = asked(Kind.ORDER, ORDER);
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.path("attempts").asInt()).isEqualTo(2);
  }

  @Test
  void aBatchIsAcceptedWithOneOfItsOrdersRefused() {
    rig.kraken()
        .faults()
        .script("AddOrderBatch", new RefusedElement(1, "EOrder:Insufficient funds"), 1);

    JsonNode result = asked(Kind.ORDER, batch("0.01", "0.02", "0.03"));

    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.path("orders")).hasSize(3);
    assertThat(result.at("/orders/0/status").asText()).isEqualTo("accepted");
    assertThat(result.at("/orders/1/status").asText()).isEqualTo("rejected");
    assertThat(result.at("/orders/1/errors/0").asText()).isEqualTo("EOrder:Insufficient funds");
    assertThat(result.at("/orders/1/txid")).isEmpty();
    assertThat(result.at("/orders/2/status").asText()).isEqualTo("accepted");
    assertThat(result.path("txid")).hasSize(2);
    for (int i : List.of(0, 2)) {
      JsonNode order = result.path("orders").get(i);
      assertThat(account.ordersWith(order.path("cl_ord_id").asText()))
          .singleElement()
          .satisfies(
              placed -> assertThat(placed.txid()).isEqualTo(order.path("txid").get(0).asText()));
    }
  }

  @Test
  void aBatchWithAllOfItsOrdersRefusedIsRejected() {
    JsonNode result = asked(Kind.ORDER, batch("999999", "999999"));
    assertThat(result.path("status").asText()).isEqualTo("rejected");
    assertThat(result.path("reason").asText()).isEqualTo("KRAKEN_REFUSED");
    assertThat(result.path("orders")).hasSize(2);
    assertThat(result.path("orders"))
        .allMatch(order -> order.at("/errors/0").asText().equals("EOrder:Insufficient funds"));
    assertThat(result.path("txid")).isEmpty();
  }

  @Test
  void anEditThatFailsInItsStatusIsRejectedAndTheNextOneAccepted() {
    String plain = ORDER.replace("}", ",\"userref\":4711}");
    String txid = asked(Kind.ORDER, plain).at("/txid/0").asText();
    String edit =
        """
        {"endpoint":"EditOrder","pair":"BTC/USD","txid":"%s","price":"8000"}"""
            .formatted(txid);
    rig.kraken().faults().script("EditOrder", new FailedEdit("EOrder:Order not editable"), 1);

    JsonNode failed = asked(Kind.ORDER, edit);
    assertThat(failed.path("status").asText()).isEqualTo("rejected");
    assertThat(failed.path("reason").asText()).isEqualTo("KRAKEN_REFUSED");
    assertThat(failed.at("/errors/0").asText()).isEqualTo("EOrder:Order not editable");
    assertThat(account.order(txid).orElseThrow().isLive()).isTrue();

    JsonNode edited = asked(Kind.ORDER, edit);
    assertThat(edited.path("status").asText()).isEqualTo("accepted");
    assertThat(edited.path("txid")).hasSize(1);
    assertThat(account.order(edited.at("/txid/0").asText()).orElseThrow().isLive()).isTrue();
    assertThat(account.order(txid).orElseThrow().isLive()).isFalse();
  }

  @Test
  void anOrderThatIsOnlyCheckedIsRepeatedInTroubleOnALiveAccountToo() {
    rig.kraken().faults().script("AddOrder", new AfterEffect(new HttpStatus(502)), 2);
    JsonNode result = asked(Kind.ORDER, ORDER.replace("}", ",\"validate\":true}"));
    assertThat(result.path("status").asText()).isEqualTo("validated");
    assertThat(result.path("mode").asText()).isEqualTo("live");
    assertThat(result.path("attempts").asInt()).isEqualTo(3);
    assertThat(account.ordersWith(result.path("cl_ord_id").asText())).isEmpty();
  }

  /** A request of this kind that Kraken would accept; what it needs is there. */
  private String prepared(Kind kind) {
    String json =
        switch (kind) {
          case QUERY -> "{\"endpoint\":\"Balance\"}";
          case ORDER -> ORDER;
          case CANCEL ->
              "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"%s\"}"
                  .formatted(asked(Kind.ORDER, ORDER).path("cl_ord_id").asText());
        };
    rig.kraken().forgetCalls();
    return json;
  }

  private JsonNode asked(Kind kind, String json) {
    Requests requests = kind == Kind.QUERY ? queries : orders;
    String id = UUID.randomUUID().toString();
    requests.send(kind.topic, "default", id, json);
    return requests.awaitEnd(id);
  }

  private void send(String topic, String name, String id, String json, Instant end)
      throws Exception {
    orders
        .send(topic, name, json.getBytes(), Map.of("request-id", id, "expires-at", end.toString()))
        .get();
  }

  private static String batch(String... volumes) {
    String each = "{\"type\":\"buy\",\"ordertype\":\"limit\",\"price\":\"9000\",\"volume\":\"%s\"}";
    return "{\"endpoint\":\"AddOrderBatch\",\"pair\":\"BTC/USD\",\"orders\":["
        + String.join(",", Stream.of(volumes).map(each::formatted).toList())
        + "]}";
  }

  private void assertEffect(Kind kind, JsonNode result) {
    if (kind == Kind.ORDER) {
      assertThat(account.ordersWith(result.path("cl_ord_id").asText())).hasSize(1);
    } else if (kind == Kind.CANCEL) {
      assertThat(account.ordersWith(result.path("cl_ord_id").asText()))
          .singleElement()
          .satisfies(order -> assertThat(order.isLive()).isFalse());
    }
  }

  /** The same call each time, but for what must never be used again. */
  private static void assertSignedAnew(List<ReceivedPrivateCall> calls, int count) {
    assertThat(calls).hasSize(count);
    assertThat(calls.stream().map(ReceivedPrivateCall::signature)).doesNotHaveDuplicates();
    assertThat(calls.stream().map(call -> Long.parseLong(call.nonce())))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(calls.stream().map(PrivateErrorsIT::meaning).distinct()).hasSize(1);
  }

  private static JsonNode meaning(ReceivedPrivateCall call) {
    ObjectNode meaning = call.json().deepCopy();
    meaning.remove(List.of("nonce", "deadline"));
    return meaning;
  }

  private static Duration gap(List<ReceivedPrivateCall> calls, int first) {
    return Duration.ofNanos(calls.get(first + 1).nanos() - calls.get(first).nanos());
  }
}
