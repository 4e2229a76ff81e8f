package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import io.github.camelkraken.sandbox.fault.AfterEffect;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.github.camelkraken.sandbox.limit.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several accounts in one pipeline, each with a key and a fate of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsIT {
  private static final String BALANCE = "{\"endpoint\":\"Balance\"}";
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"limit","price":"9000",\
      "volume":"0.01"}""";

  /** Kraken does not let these repeat a cancel. */
  private static final List<String> UNREPEATED =
      List.of("shut-out", "faulty", "forbidden", "stale", "asleep");

  private Rig rig;
  private Requests orders;
  private Requests queries;
  private TopicReader events;

  @BeforeAll
  void start() {
    rig = Rig.create().only("ticker");
    SimulatedKey first = rig.kraken().account().key();
    SimulatedKey desk = rig.kraken().addAccount("desk", Tier.PRO).key();
    rig.pipeline()
        .environment("KRAKEN_API_KEY", first.key())
        .environment("KRAKEN_API_SECRET", first.secret())
        .environment("KRAKEN_TRADING_MODE", "live")
        .environment("KRAKEN_ACCOUNTS_DESK_API_KEY", desk.key())
        .environment("KRAKEN_ACCOUNTS_DESK_API_SECRET", desk.secret());
    configure("busy", added("busy").key(), "live");
    configure("locked", added("locked").key(), "live");
    configure("shared", added("shared").key(), "live");
    configure("revoked", added("revoked").key(), "live");
    for (String name : UNREPEATED) {
      configure(name, added(name).key(), "live");
    }
    configure("reader", added("reader").addKey(Permission.QUERY_FUNDS), "live");
    SimulatedAccount stranger = added("stranger");
    configure("stranger", stranger.key(), "live");
    stranger.removeKey(stranger.key());
    configure("treasurer", withdrawing("treasurer"), "live");
    configure("careful", withdrawing("careful"), "validate");
    SimulatedKey garbled = added("garbled").key();
    rig.set("kraken.accounts.garbled.api-key", garbled.key())
        .set("kraken.accounts.garbled.api-secret", first.secret());
    rig.start().awaitKeys();
    orders = rig.requests("orders");
    queries = rig.requests("account");
    events = rig.reader("events");
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  private SimulatedAccount added(String name) {
    return rig.kraken().addAccount(name, Tier.PRO);
  }

  private SimulatedKey withdrawing(String name) {
    return added(name)
        .addKey(
            Permission.QUERY_FUNDS,
            Permission.MODIFY_TRADES,
            Permission.CLOSE_TRADES,
            Permission.WITHDRAW_FUNDS);
  }

  private void configure(String name, SimulatedKey key, String mode) {
    rig.set("kraken.accounts." + name + ".api-key", key.key())
        .set("kraken.accounts." + name + ".api-secret", key.secret())
        .set("kraken.accounts." + name + ".tier", "pro")
        .set("kraken.accounts." + name + ".mode", mode);
  }

  @Test
  void eachAccountHasItsOwnKeyModeAndOrders() {
    JsonNode live = order("default");
    JsonNode checked = order("desk");
    assertThat(live.path("status").asText()).isEqualTo("accepted");
    assertThat(live.path("mode").asText()).isEqualTo("live");
    assertThat(live.path("account").asText()).isEqualTo("default");
    assertThat(checked.path("status").asText()).isEqualTo("validated");
    assertThat(checked.path("mode").asText()).isEqualTo("validate");
    assertThat(checked.path("account").asText()).isEqualTo("desk");
    assertThat(rig.kraken().account().ordersWith(live.path("cl_ord_id").asText())).hasSize(1);
    assertThat(rig.kraken().account("desk").orders()).isEmpty();
    assertThat(orders.results())
        .filteredOn(entry -> Rig.json(entry).equals(checked))
        .allMatch(entry -> entry.key().equals("desk"))
        .isNotEmpty();
    assertThat(calls("desk", "AddOrder")).hasSize(1);
  }

  @Test
  void aRequestWithoutAKeyIsThatOfTheDefaultAccount() {
    orders.send("orders.requests", "keyless", ORDER);
    JsonNode result = orders.awaitEnd("keyless");
    assertThat(result.path("account").asText()).isEqualTo("default");
    assertThat(result.path("status").asText()).isEqualTo("accepted");
  }

  @Test
  void theLogNamesEachAccountAndNoKeyOrSecret() {
    eventually("all keys are checked", () -> said("Account careful: mode validate"));
    assertThat(said("Account default: mode live, tier starter, key#")).isTrue();
    assertThat(said("Account desk: mode validate, tier starter, key#")).isTrue();
    for (String name : List.of("default", "desk", "stranger", "garbled", "treasurer")) {
      for (SimulatedKey key : rig.kraken().account(name).keys()) {
        assertThat(rig.pipeline().output())
            .noneMatch(line -> line.contains(key.key()) || line.contains(key.secret()));
      }
    }
    assertThat(rig.readinessPage()).doesNotContain("SIMULATED/KEY");
  }

  @Test
  void aKeyThatKrakenDoesNotKnowStopsItsAccountAndNothingElse() {
    assertStopped("stranger", "EAPI:Invalid key");
    TopicReader tickers = rig.reader("market.ticker");
    int before = tickers.records().size();
    eventually("market data runs on", () -> tickers.records().size() > before);
    assertThat(balance("default").path("status").asText()).isEqualTo("accepted");
  }

  @Test
  void aKeyWithAnotherSecretStopsItsAccount() {
    assertStopped("garbled", "EAPI:Invalid signature");
  }

  @Test
  void aKeyThatMayWithdrawIsNotUsedLiveUnlessFundingIsWanted() {
    assertStopped("treasurer", "may withdraw funds");
    assertThat(balance("careful").path("status").asText())
        .as("in mode validate nothing can be withdrawn")
        .isEqualTo("accepted");
  }

  @Test
  void aKeyThatIsRevokedMeanwhileStopsAtTheNextCall() {
    assertThat(balance("revoked").path("status").asText()).isEqualTo("accepted");
    SimulatedAccount account = rig.kraken().account("revoked");
    String key = account.key().key();
    account.removeKey(account.key());

    JsonNode result = balance("revoked");
    assertThat(result.path("reason").asText()).isEqualTo("KEY_FAULT");
    assertThat(result.at("/errors/0").asText()).isEqualTo("EAPI:Invalid key");
    assertThat(result.path("attempts").asInt()).isEqualTo(1);
    int before = callsOf(key).size();
    assertThat(order("revoked").path("reason").asText()).isEqualTo("KEY_FAULT");
    assertThat(callsOf(key)).hasSize(before);
    awaitEvent("KEY_FAULT", "revoked");
  }

  @Test
  void aMissingPermissionRejectsThatCallAlone() {
    JsonNode refused = order("reader");
    assertThat(refused.path("reason").asText()).isEqualTo("KRAKEN_REFUSED");
    assertThat(refused.at("/errors/0").asText()).isEqualTo("EGeneral:Permission denied");
    assertThat(balance("reader").path("status").asText()).isEqualTo("accepted");
    assertThat(said("Account reader: its key lacks the permission for AddOrder, CancelOrder"))
        .isTrue();
  }

  @Test
  void aKeyThatIsLockedOutIsLeftAlone() {
    assertThat(balance("locked").path("status").asText()).isEqualTo("accepted");
    String key = rig.kraken().account("locked").key().key();
    rig.kraken().lockouts().lock(key);

    JsonNode told = balance("locked");
    assertThat(told.path("status").asText()).isEqualTo("rejected");
    assertThat(told.path("reason").asText()).isEqualTo("LOCKED_OUT");
    assertThat(told.at("/errors/0").asText()).isEqualTo("EGeneral:Temporary lockout");
    int before = callsOf(key).size();
    Instant now = Instant.now();
    List<JsonNode> notMade = List.of(balance("locked"), order("locked"));
    assertThat(notMade).allMatch(result -> result.path("attempts").asInt() == 0);
    for (JsonNode result : List.of(told, notMade.get(0), notMade.get(1))) {
      assertThat(result.path("reason").asText()).isEqualTo("LOCKED_OUT");
      assertThat(Instant.parse(result.path("retry_at").asText()))
          .isBetween(now.plus(Duration.ofMinutes(14)), now.plus(Duration.ofMinutes(16)));
    }
    assertThat(callsOf(key)).hasSize(before);
    awaitEvent("LOCKED_OUT", "locked");
    assertThat(rig.readiness()).isEqualTo(200);
    assertThat(rig.readinessPage()).contains("locked out by Kraken until");
    assertThat(balance("default").path("status").asText()).isEqualTo("accepted");
  }

  @Test
  void aKeyThatAnotherProgramUsesTooIsSaidToBeShared() {
    assertThat(balance("shared").path("status").asText()).isEqualTo("accepted");
    SimulatedKey key = rig.kraken().account("shared").key();
    assertThat(key.accept("18000000000000000000", rig.market().now())).isTrue();

    JsonNode result = order("shared");
    assertThat(result.path("status").asText()).isEqualTo("rejected");
    assertThat(result.path("reason").asText()).isEqualTo("KEY_FAULT");
    assertThat(result.at("/errors/0").asText()).isEqualTo("EAPI:Invalid nonce");
    assertThat(result.path("attempts").asInt()).isEqualTo(4);
    assertThat(key.refusedNonces()).isEqualTo(4);
    assertThat(awaitEvent("KEY_SHARED", "shared").path("detail").asText())
        .contains("another program uses this key");
    assertThat(balance("shared").path("reason").asText()).isEqualTo("KEY_FAULT");
    assertThat(key.refusedNonces()).as("no call any more").isEqualTo(4);
  }

  /**
   * The first attempt has worked without an answer; that the next is refused says nothing of it.
   */
  @ParameterizedTest(name = "{1}, then {2}")
  @CsvSource({
    "shut-out, CancelAll, EGeneral:Temporary lockout, LOCKED_OUT, 2",
    "faulty, CancelAll, EAPI:Invalid key, KEY_FAULT, 2",
    "stale, CancelAll, EAPI:Invalid nonce, KEY_FAULT, 5",
    "asleep, CancelAllOrdersAfter, EGeneral:Temporary lockout, LOCKED_OUT, 2",
    "forbidden, CancelOrder, EGeneral:Permission denied, KRAKEN_REFUSED, 2"
  })
  void aCancelThatMayHaveWorkedAndCannotBeRepeatedIsSaidToBeUnknown(
      String account, String endpoint, String error, String reason, int attempts) {
    String placed = order(account).path("cl_ord_id").asText();
    rig.kraken().faults().script(endpoint, new AfterEffect(new HttpStatus(502)), 1);
    rig.kraken().faults().script(endpoint, new KrakenSays(error), attempts - 1);
    String id = "stops " + account;
    String json =
        switch (endpoint) {
          case "CancelAll" -> "{\"endpoint\":\"CancelAll\"}";
          case "CancelOrder" -> "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"" + placed + "\"}";
          default -> "{\"endpoint\":\"CancelAllOrdersAfter\",\"timeout\":60}";
        };
    orders.send("orders.urgent", account, id, json);

    eventually("a result", () -> !orders.results(id).isEmpty());
    JsonNode told = orders.results(id).get(0);
    assertThat(told.path("status").asText()).isEqualTo("unknown");
    assertThat(told.path("final").asBoolean()).isFalse();
    assertThat(told.path("reason").asText()).isEqualTo(reason);
    assertThat(told.at("/errors/0").asText()).isEqualTo(error);
    assertThat(told.path("attempts").asInt()).isEqualTo(attempts);
    assertThat(rig.kraken().account(account).ordersWith(placed).get(0).isLive())
        .isEqualTo(endpoint.equals("CancelAllOrdersAfter"));
    assertThat(awaitEvent("UNKNOWN_OUTCOME", account).path("detail").asText())
        .contains(endpoint + " of request " + id, error);
    assertThat(calls(account, endpoint)).as("nothing is sent again").hasSize(attempts);
  }

  @Test
  void aRepeatOfACancelThatMayHaveWorkedIsNotSentEither() {
    String placed = order("busy").path("cl_ord_id").asText();
    rig.kraken().faults().script("CancelOrder", new AfterEffect(new HttpStatus(502)), 1);
    rig.kraken().faults().script("CancelOrder", new KrakenSays("EGeneral:Permission denied"), 1);
    String json = "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"" + placed + "\"}";
    for (int i = 1; i <= 2; i++) {
      int results = i;
      orders.send("orders.urgent", "busy", "once", json);
      eventually("it is told", () -> orders.results("once").size() >= results);
    }

    assertThat(orders.results("once"))
        .allMatch(result -> result.path("status").asText().equals("unknown"));
    assertThat(calls("busy", "CancelOrder")).hasSize(2);
    assertThat(asked(orders, "orders.urgent", "busy", json).path("status").asText())
        .as("under another identity it is another cancel, which finds nothing")
        .isEqualTo("rejected");
  }

  @Test
  void anUrgentCancelOvertakesTheOrdersThatWait() {
    assertThat(balance("busy").path("status").asText()).isEqualTo("accepted");
    rig.kraken().delay(Duration.ofMillis(400), Duration.ZERO);
    try {
      List<String> queued = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        queued.add("queued-" + i);
        orders.send("orders.requests", "busy", queued.get(i), ORDER);
      }
      eventually("the first has left", () -> !calls("busy", "AddOrder").isEmpty());
      orders.send("orders.urgent", "busy", "stop", "{\"endpoint\":\"CancelAll\"}");

      assertThat(orders.awaitEnd("stop").path("status").asText()).isEqualTo("accepted");
      List<String> called = calls("busy", "").stream().map(ReceivedPrivateCall::endpoint).toList();
      assertThat(called.indexOf("CancelAll")).isBetween(1, 5);
      queued.forEach(id -> assertThat(orders.awaitEnd(id).path("final").asBoolean()).isTrue());
    } finally {
      rig.kraken().delay(Duration.ZERO, Duration.ZERO);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "half a key | kraken.api-key=SIMULATED | kraken.api-secret is missing",
        "no base64 | kraken.accounts.desk.api-key=SIMULATED,kraken.accounts.desk.api-secret=n!t-s3cr3t"
            + " | kraken.accounts.desk.api-secret expects the base64 text",
        "one key twice | kraken.api-key=SIMULATED,kraken.api-secret=c2VjcmV0,"
            + "kraken.accounts.desk.api-key=SIMULATED,kraken.accounts.desk.api-secret=c2VjcmV0"
            + " | kraken.api-key and kraken.accounts.desk.api-key expect a key each"
      })
  void aKeyThatCannotBeRightStopsTheStartInOneLine(String what, String settings, String expected)
      throws Exception {
    try (Rig wrong = Rig.create().only()) {
      for (String setting : settings.split(",")) {
        String[] pair = setting.split("=", 2);
        wrong.set(pair[0], pair[1]);
      }
      wrong.pipeline().start();
      assertThat(wrong.pipeline().exitCode()).as(what).isEqualTo(1);
      List<String> refusals =
          wrong.pipeline().output().stream().filter(line -> line.startsWith("Start ref")).toList();
      assertThat(refusals).hasSize(1);
      assertThat(refusals.get(0)).as(what).contains(expected);
      assertThat(wrong.pipeline().output())
          .noneMatch(line -> line.contains("n!t-s3cr3t") || line.contains("c2VjcmV0"))
          .noneMatch(line -> line.contains("SIMULATED"))
          .noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void withoutAKeyMarketDataRunsAndThePrivateRoutesAreSaidToBeStopped() {
    try (Rig keyless = Rig.create().only("ticker").start()) {
      TopicReader tickers = keyless.reader("market.ticker");
      eventually("market data", () -> !tickers.records().isEmpty());
      assertThat(keyless.readiness()).isEqualTo(200);
      assertThat(keyless.readinessPage()).contains("stopped, no API key is configured");
      assertThat(keyless.pipeline().output())
          .anyMatch(line -> line.contains("private routes stay stopped"))
          .anyMatch(line -> line.contains("Running ") && line.contains("ticker"))
          .noneMatch(line -> line.contains("Running ") && line.contains("orders"));
      assertThat(keyless.kraken().privateCalls()).isEmpty();
    }
  }

  @Test
  void requestsThatCameWhileKrakenWasAwayAreAnsweredOnceItIsBack() throws Exception {
    try (Rig late = Rig.create().trading("live")) {
      late.kraken().stop();
      late.pipeline().start();
      eventually("it has noticed", () -> late.readiness() == 503 && said(late, "NotDelivered"));
      Requests requests = late.requests("orders");
      Instant soon = Instant.now().plusSeconds(1);
      requests
          .send(
              "orders.requests",
              null,
              ORDER.getBytes(),
              Map.of("request-id", "hurried", "expires-at", soon.toString()))
          .get();
      requests.send("orders.requests", "patient", ORDER);
      eventually("its life is over", () -> Instant.now().isAfter(soon));
      late.kraken().start();

      assertThat(requests.awaitEnd("hurried").path("status").asText()).isEqualTo("expired");
      assertThat(requests.awaitEnd("patient").path("status").asText()).isEqualTo("accepted");
      assertThat(late.kraken().account().orders()).hasSize(1);
      assertThat(late.kraken().privateCalls().get(0).endpoint()).isEqualTo("GetApiKeyInfo");
    }
  }

  @Test
  void aFrozenAccountIsAnsweredAtOnceUntilItsKeyCanBeChecked() {
    try (Rig frozen = Rig.create().trading("live")) {
      KrakenSays disabled = new KrakenSays("EAuth:Account temporary disabled");
      frozen.kraken().faults().script("GetApiKeyInfo", disabled, Faults.FOR_EVER);
      frozen.start();
      Requests requests = frozen.requests("orders");

      JsonNode order = asked(requests, "orders.requests", "default", ORDER);
      JsonNode cancel = asked(requests, "orders.urgent", "default", "{\"endpoint\":\"CancelAll\"}");

      for (JsonNode result : List.of(order, cancel)) {
        assertThat(result.path("status").asText()).isEqualTo("rejected");
        assertThat(result.path("reason").asText()).isEqualTo("KEY_FAULT");
        assertThat(result.path("detail").asText()).contains("EAuth:Account temporary disabled");
        assertThat(result.path("attempts").asInt()).isZero();
      }
      assertThat(frozen.readinessPage()).contains("EAuth:Account temporary disabled");
      frozen.kraken().faults().clear();
      eventually("it is thawed", () -> frozen.readinessPage().contains("live, ready"));
      assertThat(asked(requests, "orders.requests", "default", ORDER).path("status").asText())
          .isEqualTo("accepted");
    }
  }

  @Test
  void aKeyThatCannotBeCheckedYetDoesNotKeepTheOthersWaiting() {
    try (Rig two = Rig.create().trading("live").trading("second", "live")) {
      two.set("kraken.backoff.first", "2m").set("kraken.backoff.max", "2m");
      KrakenSays odd = new KrakenSays("EMystery:Never seen before");
      two.kraken().faults().script("GetApiKeyInfo", odd, 1);
      two.start();
      Requests requests = two.requests("orders");
      for (String account : List.of("second", "default")) {
        assertThat(asked(requests, "orders.requests", account, ORDER).path("status").asText())
            .isEqualTo("accepted");
      }
    }
  }

  private JsonNode order(String account) {
    return asked(orders, "orders.requests", account, ORDER);
  }

  private JsonNode balance(String account) {
    return asked(queries, "account.requests", account, BALANCE);
  }

  private static JsonNode asked(Requests requests, String topic, String account, String json) {
    String id = UUID.randomUUID().toString();
    requests.send(topic, account, id, json);
    return requests.awaitEnd(id);
  }

  /** Its requests are answered at once, and nothing but the question what it may do was asked. */
  private void assertStopped(String account, String why) {
    JsonNode event = awaitEvent("KEY_FAULT", account);
    assertThat(event.path("detail").asText()).contains(why);
    for (JsonNode result : List.of(balance(account), order(account))) {
      assertThat(result.path("status").asText()).isEqualTo("rejected");
      assertThat(result.path("reason").asText()).isEqualTo("KEY_FAULT");
      assertThat(result.path("detail").asText()).contains(why);
      assertThat(result.path("attempts").asInt()).isZero();
    }
    assertThat(rig.readiness()).as("a new pod would have the same key").isEqualTo(200);
    assertThat(rig.readinessPage()).containsPattern("\"" + account + "\": \"[a-z]+, [^\"]*" + why);
    assertThat(rig.kraken().privateCalls("Balance"))
        .noneMatch(call -> call.key().contains(account));
    assertThat(rig.kraken().privateCalls("GetApiKeyInfo"))
        .filteredOn(call -> call.key().contains(account))
        .hasSize(1);
  }

  private JsonNode awaitEvent(String event, String account) {
    String scope = "account/" + account;
    eventually(event, () -> event(event, scope).size() == 1);
    return event(event, scope).get(0);
  }

  private List<JsonNode> event(String event, String scope) {
    return Rig.events(events, event).stream()
        .filter(value -> value.path("scope").asText().equals(scope))
        .toList();
  }

  /** The calls of an account, but for the question what its key may do. */
  private List<ReceivedPrivateCall> calls(String account, String endpoint) {
    return callsOf(rig.kraken().account(account).key().key()).stream()
        .filter(call -> call.endpoint().contains(endpoint))
        .toList();
  }

  private List<ReceivedPrivateCall> callsOf(String key) {
    return rig.kraken().privateCalls().stream()
        .filter(call -> call.key().equals(key))
        .filter(call -> !call.endpoint().equals("GetApiKeyInfo"))
        .toList();
  }

  private boolean said(String words) {
    return said(rig, words);
  }

  private static boolean said(Rig rig, String words) {
    return rig.pipeline().output().stream().anyMatch(line -> line.contains(words));
  }
}
