package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.account.Withdrawal;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.fault.AfterEffect;
import io.github.camelkraken.sandbox.fault.BrokenOff;
import io.github.camelkraken.sandbox.fault.CutAfter;
import io.github.camelkraken.sandbox.fault.CutBefore;
import io.github.camelkraken.sandbox.fault.Fault;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.Hanging;
import io.github.camelkraken.sandbox.fault.Html;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.github.camelkraken.sandbox.fault.LateEffect;
import io.github.camelkraken.sandbox.fault.RefusedElement;
import io.github.camelkraken.sandbox.fault.Replaced;
import io.github.camelkraken.sandbox.fault.Slow;
import io.github.camelkraken.sandbox.fault.Truncated;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nobody knows whether a call took effect: it is looked up until proven, and never sent again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnknownOutcomeIT {
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final Fault BAD_GATEWAY = new HttpStatus(502);
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"limit","price":"9000",\
      "volume":"0.01","cl_ord_id":"%s"}""";

  /** Orders that there are not. */
  private static final List<String> NOWHERE =
      List.of("\"cl_ord_id\":\"nowhere\"", "\"txid\":\"ONOWHE-RENOWH-ERENOW\"");

  /** The order takes effect and its answer gets lost. */
  private static final List<Fault> AFTER_THE_EFFECT =
      List.of(
          new AfterEffect(BAD_GATEWAY),
          new AfterEffect(new HttpStatus(520)),
          new AfterEffect(new Html()),
          new AfterEffect(new KrakenSays("EService:Timeout")),
          new AfterEffect(new KrakenSays("EMystery:Never seen before")),
          new AfterEffect(new Replaced("{\"error\":[]}")),
          new AfterEffect(new Hanging()),
          new CutAfter(),
          new BrokenOff(),
          new Truncated(),
          new Slow(Duration.ofMillis(1500)),
          LateEffect.cut(Duration.ofSeconds(2)));

  /** The same to the eye, and no order. */
  private static final List<Fault> BEFORE_THE_EFFECT =
      List.of(
          BAD_GATEWAY,
          new HttpStatus(504),
          new Html(),
          new CutBefore(),
          new Hanging(),
          new KrakenSays("EService:Busy"),
          new KrakenSays("EGeneral:Internal error"),
          new KrakenSays("EService:Deadline elapsed"),
          new KrakenSays("EMystery:Never seen before"),
          new Replaced("{\"error\":[\"EOrder:Insufficient funds\",\"EMystery:New\"]}"));

  private final List<String> neverTaken = new ArrayList<>();
  private Rig rig;
  private SimulatedAccount account;
  private Requests orders;
  private Requests funding;
  private String notEdited;
  private TopicReader events;

  @BeforeAll
  void start() {
    rig = Rig.create();
    rig.kraken()
        .account()
        .key()
        .permissions(
            Stream.concat(
                    Permission.WITHOUT_WITHDRAWING.stream(), Stream.of(Permission.WITHDRAW_FUNDS))
                .toArray(String[]::new));
    rig.trading("live")
        .set("kraken.funding.enabled", "true")
        .set("kraken.backoff.attempts", "3")
        .set("kraken.rest-timeout", "1s")
        .set("kraken.unknown-window", WINDOW.toSeconds() + "s")
        .start()
        .awaitKeys();
    account = rig.kraken().account();
    orders = rig.requests("orders");
    funding = rig.requests("funding");
    events = rig.reader("events");
    sendWhatIsNeverTaken();
  }

  /**
   * It takes a while to prove that something is not there, so the other scenarios play meanwhile.
   */
  private void sendWhatIsNeverTaken() {
    for (Fault fault : BEFORE_THE_EFFECT) {
      rig.kraken().faults().script("AddOrder", fault, 1);
      neverTaken.add(sent(ORDER));
    }
    rig.kraken().faults().script("AddOrderBatch", new RefusedElement(1, "EService:Timeout"), 1);
    orders.send("orders.requests", "half a batch", batch("half-0", "half-1"));
    orders.send("orders.requests", "placed", ORDER.formatted("to-be-amended"));
    orders.awaitEnd("placed");
    rig.kraken().faults().script("AmendOrder", BAD_GATEWAY, 1);
    orders.send(
        "orders.requests",
        "amend that is not made",
        "{\"endpoint\":\"AmendOrder\",\"cl_ord_id\":\"to-be-amended\",\"order_qty\":\"0.02\"}");
    for (String nowhere : NOWHERE) {
      rig.kraken().faults().script("AmendOrder", BAD_GATEWAY, 1);
      orders.send(
          "orders.requests",
          "amend of " + nowhere,
          "{\"endpoint\":\"AmendOrder\"," + nowhere + ",\"order_qty\":\"0.02\"}");
      eventually("that too", () -> isUnknown("amend of " + nowhere));
    }
    notEdited = placedWithoutClientId(20260202);
    rig.kraken().faults().script("EditOrder", BAD_GATEWAY, 1);
    orders.send("orders.requests", "edit that is not made", edit(notEdited));
    rig.kraken().faults().script("Withdraw", BAD_GATEWAY, 1);
    funding.send("funding.requests", "withdrawal that is not made", withdraw("0.12"));
    eventually("the amend too", () -> isUnknown("amend that is not made"));
    eventually("the edit too", () -> isUnknown("edit that is not made"));
    eventually(
        "the withdrawal too", () -> !funding.results("withdrawal that is not made").isEmpty());
    eventually("all are unknown", () -> neverTaken.stream().allMatch(this::isUnknown));
    eventually("the batch too", () -> isUnknown("half a batch"));
  }

  @AfterEach
  void clear() {
    rig.kraken().faults().clear();
    account.lag(Duration.ZERO);
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void anOrderThatWasTakenWithoutAnAnswerIsFound() {
    List<String> sent = new ArrayList<>();
    for (Fault fault : AFTER_THE_EFFECT) {
      rig.kraken().faults().script("AddOrder", fault, 1);
      sent.add(sent(ORDER));
    }
    for (int i = 0; i < sent.size(); i++) {
      assertFoundAndSentOnce(AFTER_THE_EFFECT.get(i).toString(), sent.get(i), "open");
    }
  }

  @Test
  void anOrderThatWasNotTakenIsProvenNotToExistAndNeverSentAgain() {
    for (int i = 0; i < neverTaken.size(); i++) {
      String what = BEFORE_THE_EFFECT.get(i).toString();
      String id = neverTaken.get(i);
      JsonNode result = orders.awaitEnd(id);
      assertThat(result.path("status").asText()).as(what).isEqualTo("not_placed");
      assertThat(result.path("txid")).as(what).isEmpty();
      assertThat(result.path("attempts").asInt()).as(what).isEqualTo(1);
      assertThat(statuses(id)).as(what).containsExactly("unknown", "not_placed");
      assertThat(account.ordersWith(id)).as(what).isEmpty();
      List<ReceivedPrivateCall> calls = addOrders(id);
      assertThat(calls).as(what).hasSize(1);
      Instant deadline = Instant.parse(calls.get(0).parameter("deadline").orElseThrow());
      assertThat(Instant.parse(result.path("answered_at").asText()))
          .as(what)
          .isAfterOrEqualTo(deadline.plus(WINDOW));
      eventually("announced", () -> announcements(id).size() == 1);
      assertThat(announcements(id).get(0).path("scope").asText()).isEqualTo("account/default");
    }
  }

  @Test
  void ofABatchEachOrderIsProvenByItself() {
    JsonNode result = orders.awaitEnd("half a batch");
    assertThat(statuses("half a batch")).containsExactly("unknown", "accepted");
    assertThat(result.at("/orders/0/status").asText()).isEqualTo("accepted");
    assertThat(result.at("/orders/0/cl_ord_id").asText()).isEqualTo("half-0");
    assertThat(result.at("/orders/0/txid/0").asText())
        .isEqualTo(account.ordersWith("half-0").get(0).txid());
    assertThat(result.at("/orders/1/status").asText()).isEqualTo("not_placed");
    assertThat(result.at("/orders/1/cl_ord_id").asText()).isEqualTo("half-1");
    assertThat(result.path("txid")).hasSize(1);
    assertThat(account.ordersWith("half-1")).isEmpty();
  }

  @Test
  void aBatchWithoutAnAnswerIsFound() {
    rig.kraken().faults().script("AddOrderBatch", new CutAfter(), 1);
    orders.send("orders.requests", "whole batch", batch("whole-0", "whole-1"));
    JsonNode result = orders.awaitEnd("whole batch");
    assertThat(statuses("whole batch")).containsExactly("unknown", "accepted");
    assertThat(result.path("txid")).hasSize(2);
    assertThat(result.path("orders"))
        .allMatch(order -> order.path("status").asText().equals("accepted"));
    assertThat(account.ordersWith("whole-0")).hasSize(1);
    assertThat(account.ordersWith("whole-1")).hasSize(1);
  }

  @Test
  void anOrderThatWasFilledAtOnceIsFoundAmongTheClosedOnes() {
    rig.kraken().faults().script("AddOrder", new AfterEffect(BAD_GATEWAY), 1);
    String id =
        sent(
            """
            {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"market",\
            "volume":"0.01","cl_ord_id":"%s"}""");
    assertFoundAndSentOnce("a market order", id, "closed");
  }

  @Test
  void anOrderNamedByItsUserrefIsFoundToo() {
    rig.kraken().faults().script("AddOrder", new CutAfter(), 1);
    orders.send(
        "orders.requests",
        "by userref",
        ORDER.replace("\"cl_ord_id\":\"%s\"", "\"userref\":20260101"));
    JsonNode result = orders.awaitEnd("by userref");
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(
            account.orders().stream()
                .filter(order -> Long.valueOf(20260101).equals(order.terms().userref())))
        .singleElement()
        .satisfies(order -> assertThat(order.txid()).isEqualTo(result.at("/txid/0").asText()));
  }

  @Test
  void anOrderThatKrakenShowsLateIsNotTakenForMissing() {
    account.lag(Duration.ofSeconds(4));
    rig.kraken().faults().script("AddOrder", new AfterEffect(BAD_GATEWAY), 1);
    assertFoundAndSentOnce("shown late", sent(ORDER), "open");
  }

  @Test
  void anUndecidedOrderHoldsUpOnlyThoseThatNameIt() {
    rig.kraken().faults().script("OpenOrders", new HttpStatus(503), Faults.FOR_EVER);
    rig.kraken().faults().script("AddOrder", new AfterEffect(BAD_GATEWAY), 1);
    String undecided = sent(ORDER);
    eventually("unknown", () -> isUnknown(undecided));

    String cancel = "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"" + undecided + "\"}";
    orders.send("orders.requests", "its repeat", ORDER.formatted(undecided));
    orders.send("orders.requests", "its cancel", cancel);
    orders.send("orders.urgent", "its urgent cancel", cancel);
    String other = sent(ORDER);
    orders.send("orders.requests", "another cancel", cancel.replace(undecided, other));

    assertThat(orders.awaitEnd(other).path("status").asText()).isEqualTo("accepted");
    assertThat(orders.awaitEnd("another cancel").path("status").asText()).isEqualTo("accepted");
    assertThat(orders.end(undecided)).isEmpty();
    assertThat(orders.results("its repeat")).isEmpty();
    assertThat(orders.results("its cancel")).isEmpty();
    assertThat(orders.results("its urgent cancel")).isEmpty();
    assertThat(addOrders(undecided)).hasSize(1);
    assertThat(cancels(undecided)).isEmpty();

    rig.kraken().faults().clear();
    assertFound("after the look-ups work again", undecided, "open");
    orders.awaitEnd("its repeat");
    assertThat(account.ordersWith(undecided)).hasSize(1);
    assertThat(orders.awaitEnd("its cancel").path("final").asBoolean()).isTrue();
    orders.awaitEnd("its urgent cancel");
    assertThat(account.ordersWith(undecided).get(0).status()).isEqualTo("canceled");
  }

  @Test
  void anAmendThatWasMadeWithoutAnAnswerIsFoundAndHoldsUpNoOther() {
    String id = sent(ORDER);
    String txid = orders.awaitEnd(id).at("/txid/0").asText();
    rig.kraken().faults().script("OrderAmends", BAD_GATEWAY, 1);
    rig.kraken().faults().script("AmendOrder", new AfterEffect(BAD_GATEWAY), 1);
    String amend =
        "{\"endpoint\":\"AmendOrder\",\"cl_ord_id\":\"" + id + "\",\"limit_price\":\"%s\"}";
    orders.send("orders.requests", "lost amend", amend.formatted("9001"));
    orders.send("orders.requests", "next amend", amend.formatted("9002"));

    assertThat(orders.awaitEnd("next amend").path("status").asText()).isEqualTo("accepted");
    JsonNode result = orders.awaitEnd("lost amend");
    assertThat(statuses("lost amend")).containsExactly("unknown", "accepted");
    assertThat(result.at("/txid/0").asText()).isEqualTo(txid);
    assertThat(result.at("/result/amend_id").asText())
        .isEqualTo(account.order(txid).orElseThrow().amends().get(1).id());
    assertThat(result.path("cl_ord_id").asText()).isEqualTo(id);
    eventually("announced", () -> announcements("lost amend").size() == 1);
    assertThat(naming("AmendOrder", id))
        .extracting(call -> call.parameter("limit_price").orElseThrow())
        .containsExactly("9001", "9002");
  }

  @Test
  void anAmendThatWasNotMadeIsProvenNotToBe() {
    JsonNode result = orders.awaitEnd("amend that is not made");
    assertThat(statuses("amend that is not made")).containsExactly("unknown", "not_placed");
    assertThat(result.path("txid")).isEmpty();
    assertThat(account.ordersWith("to-be-amended").get(0).amends()).hasSize(1);
    assertThat(naming("AmendOrder", "to-be-amended")).hasSize(1);
  }

  @Test
  void anAmendOfAnOrderThatThereIsNotIsProvenNotToBeMadeAndHoldsUpNoOtherProof() {
    for (String nowhere : NOWHERE) {
      assertThat(orders.awaitEnd("amend of " + nowhere).path("status").asText())
          .isEqualTo("not_placed");
    }
  }

  @Test
  void anEditThatWasMadeWithoutAnAnswerIsFoundWithItsNewId() {
    String before = placedWithoutClientId(20260201);
    account.lag(Duration.ofSeconds(2));
    rig.kraken().faults().script("EditOrder", new AfterEffect(BAD_GATEWAY), 1);
    orders.send("orders.requests", "lost edit", edit(before));

    JsonNode result = orders.awaitEnd("lost edit");
    assertThat(statuses("lost edit")).containsExactly("unknown", "accepted");
    assertThat(result.at("/result/link_id").asText()).isEqualTo(before);
    assertThat(account.order(result.at("/txid/0").asText()).orElseThrow().replaced())
        .isEqualTo(before);
    assertThat(edits(before)).hasSize(1);
  }

  @Test
  void anEditThatWasNotMadeIsProvenNotToBe() {
    JsonNode result = orders.awaitEnd("edit that is not made");
    assertThat(statuses("edit that is not made")).containsExactly("unknown", "not_placed");
    assertThat(result.path("txid")).isEmpty();
    assertThat(account.order(notEdited).orElseThrow().status()).isEqualTo("open");
    assertThat(edits(notEdited)).hasSize(1);
  }

  @Test
  void aWithdrawalThatWasMadeWithoutAnAnswerIsFoundAndNeverMadeAgain() {
    rig.kraken().faults().script("Withdraw", new AfterEffect(BAD_GATEWAY), 1);
    funding.send("funding.requests", "lost withdrawal", withdraw("0.11"));

    JsonNode result = funding.awaitEnd("lost withdrawal");
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.at("/result/refid").asText()).isEqualTo(withdrawals("0.11").get(0).refid());
    assertThat(withdrawals("0.11")).hasSize(1);
    assertThat(
            rig.kraken().privateCalls("Withdraw").stream()
                .filter(call -> call.parameter("amount").orElse("").equals("0.11")))
        .hasSize(1);
  }

  @Test
  void aWithdrawalThatIsNotThereStaysUnknown() {
    assertThat(orders.awaitEnd("edit that is not made").path("final").asBoolean())
        .as("long after its window")
        .isTrue();
    assertThat(funding.results("withdrawal that is not made"))
        .extracting(result -> result.path("status").asText())
        .containsExactly("unknown");
    assertThat(withdrawals("0.12")).isEmpty();
    eventually("announced", () -> announcements("withdrawal that is not made").size() == 1);
  }

  @Test
  void severalUndecidedOrdersAreLookedUpInFewCalls() {
    rig.kraken().faults().script("OpenOrders", new HttpStatus(503), Faults.FOR_EVER);
    rig.kraken().faults().script("AddOrder", new AfterEffect(BAD_GATEWAY), 20);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add(sent(ORDER));
    }
    eventually("all are unknown", () -> sent.stream().allMatch(this::isUnknown));
    int before = looks();
    rig.kraken().faults().clear();

    sent.forEach(id -> assertFoundAndSentOnce("one of twenty", id, "open"));
    assertThat(looks() - before).as("calls for twenty orders").isLessThan(20);
  }

  @Test
  void aCancelIsRepeatedUntilItIsFinal() {
    String id = sent(ORDER);
    orders.awaitEnd(id);
    rig.kraken().faults().script("CancelOrder", BAD_GATEWAY, 6);
    orders.send(
        "orders.requests",
        "stubborn",
        "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"" + id + "\"}");

    JsonNode result = orders.awaitEnd("stubborn");
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.path("reason").isNull()).isTrue();
    assertThat(result.path("attempts").asInt())
        .as("more than kraken.backoff.attempts")
        .isEqualTo(7);
    assertThat(account.ordersWith(id).get(0).status()).isEqualTo("canceled");
  }

  @Test
  void aRepeatedCancelThatFindsNothingOpenHasDoneItsWork() {
    String id = sent(ORDER);
    String txid = orders.awaitEnd(id).at("/txid/0").asText();
    rig.kraken().faults().script("CancelOrder", new AfterEffect(BAD_GATEWAY), 1);
    orders.send(
        "orders.urgent", "twice", "{\"endpoint\":\"CancelOrder\",\"txid\":\"" + txid + "\"}");

    JsonNode result = orders.awaitEnd("twice");
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.path("reason").asText()).isEqualTo("NOT_OPEN");
    assertThat(result.path("attempts").asInt()).isEqualTo(2);
    assertThat(orders.results("twice")).hasSize(1);
    assertThat(account.order(txid).orElseThrow().status()).isEqualTo("canceled");
  }

  /** An order that can be edited, by its txid. */
  private String placedWithoutClientId(int userref) {
    String id = "order with userref " + userref;
    orders.send(
        "orders.requests", id, ORDER.replace("\"cl_ord_id\":\"%s\"", "\"userref\":" + userref));
    return orders.awaitEnd(id).at("/txid/0").asText();
  }

  private static String edit(String txid) {
    return "{\"endpoint\":\"EditOrder\",\"txid\":\"%s\",\"pair\":\"BTC/USD\",\"price\":\"9100\"}"
        .formatted(txid);
  }

  private List<ReceivedPrivateCall> edits(String txid) {
    return rig.kraken().privateCalls("EditOrder").stream()
        .filter(call -> call.parameter("txid").orElse("").equals(txid))
        .toList();
  }

  private static String withdraw(String amount) {
    return "{\"endpoint\":\"Withdraw\",\"asset\":\"XBT\",\"key\":\"cold\",\"amount\":\"%s\"}"
        .formatted(amount);
  }

  private List<Withdrawal> withdrawals(String amount) {
    return account.withdrawals().stream()
        .filter(one -> one.amount().compareTo(new BigDecimal(amount)) == 0)
        .toList();
  }

  private int looks() {
    return rig.kraken().privateCalls("OpenOrders").size()
        + rig.kraken().privateCalls("ClosedOrders").size();
  }

  private String sent(String pattern) {
    String id = UUID.randomUUID().toString();
    orders.send("orders.requests", "default", id, pattern.formatted(id));
    return id;
  }

  private static String batch(String... ids) {
    List<String> each = new ArrayList<>();
    for (String id : ids) {
      each.add(
          """
          {"type":"buy","ordertype":"limit","price":"9000","volume":"0.01","cl_ord_id":"%s"}"""
              .formatted(id));
    }
    return "{\"endpoint\":\"AddOrderBatch\",\"pair\":\"BTC/USD\",\"orders\":["
        + String.join(",", each)
        + "]}";
  }

  private void assertFound(String what, String id, String status) {
    JsonNode result = orders.awaitEnd(id);
    assertThat(statuses(id)).as(what).containsExactly("unknown", "accepted");
    JsonNode interim = orders.results(id).get(0);
    assertThat(interim.path("final").asBoolean()).as(what).isFalse();
    assertThat(interim.path("txid")).as(what).isEmpty();
    List<SimulatedOrder> placed = account.ordersWith(id);
    assertThat(placed).as(what).hasSize(1);
    assertThat(result.path("txid")).as(what).hasSize(1);
    assertThat(result.at("/txid/0").asText()).as(what).isEqualTo(placed.get(0).txid());
    assertThat(result.at("/result/status").asText()).as(what).isEqualTo(status);
    assertThat(result.path("attempts").asInt()).as(what).isEqualTo(1);
    assertThat(eventIds(id)).as(what).hasSize(2).doesNotHaveDuplicates();
  }

  private void assertFoundAndSentOnce(String what, String id, String status) {
    assertFound(what, id, status);
    assertThat(addOrders(id)).as(what).hasSize(1);
  }

  private List<ReceivedPrivateCall> addOrders(String clOrdId) {
    return naming("AddOrder", clOrdId);
  }

  private List<ReceivedPrivateCall> cancels(String clOrdId) {
    return naming("CancelOrder", clOrdId);
  }

  private List<ReceivedPrivateCall> naming(String endpoint, String clOrdId) {
    return rig.kraken().privateCalls(endpoint).stream()
        .filter(call -> call.parameter("cl_ord_id").orElse("").equals(clOrdId))
        .toList();
  }

  private boolean isUnknown(String id) {
    return statuses(id).contains("unknown");
  }

  private List<String> statuses(String id) {
    return orders.results(id).stream().map(result -> result.path("status").asText()).toList();
  }

  private List<String> eventIds(String id) {
    return orders.results().stream()
        .filter(entry -> Rig.json(entry).path("request_id").asText().equals(id))
        .map(entry -> TopicReader.headers(entry).get("ce_id"))
        .toList();
  }

  private List<JsonNode> announcements(String id) {
    return Rig.events(events, "UNKNOWN_OUTCOME").stream()
        .filter(event -> event.path("detail").asText().contains("request " + id + " "))
        .toList();
  }
}
