package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.fault.AfterEffect;
import io.github.camelkraken.sandbox.fault.Hanging;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.github.camelkraken.sandbox.fault.Slow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One name is one order: what may have been sent is written down first, and remembered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalIT {
  private static final String LIMITED = "EOrder:Rate limit exceeded";

  private Rig rig;
  private SimulatedAccount account;
  private Requests orders;
  private TopicReader journal;

  @BeforeAll
  void start() {
    rig =
        Rig.create()
            .trading("live")
            .set("kraken.tier", "pro")
            .set("kraken.rest-timeout", "2s")
            .set("kraken.unknown-window", "2s")
            .set("kraken.backoff.first", "3s")
            .set("kraken.backoff.max", "3s")
            .start()
            .awaitKeys();
    account = rig.kraken().account();
    orders = rig.requests("orders");
    journal = rig.reader("orders.journal");
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
  void anAttemptIsWrittenDownBeforeItArrivesAndItsOutcomeBeforeItsResult() {
    String name = name();
    rig.kraken().faults().script("AddOrder", new Slow(Duration.ofSeconds(1)), 1);
    orders.send("orders.requests", "written " + name, market(name));

    eventually(
        "the call is there",
        () ->
            rig.kraken().privateCalls().stream()
                .anyMatch(call -> call.parameter("cl_ord_id").equals(Optional.of(name))));
    JsonNode sent = written(name).get(0);
    assertThat(sent.get("state").asText()).isEqualTo("SENT");
    assertThat(sent.get("identity").asText()).isEqualTo("written " + name);
    assertThat(sent.get("body_sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(sent.get("deadline").asText()).isNotEmpty();
    assertThat(rig.kraken().privateCalls("AddOrder"))
        .anyMatch(call -> call.nonce().equals(sent.get("nonce").asText()));

    orders.awaitEnd("written " + name);
    assertThat(written(name).get(1).get("state").asText()).isEqualTo("DONE");
  }

  @Test
  void aRepeatGetsTheFirstOutcomeUnderItsOwnRequestIdAlsoAfterTheOrderIsFilled() {
    String name = name();
    JsonNode first = ended("first " + name, market(name));
    assertThat(account.ordersWith(name).get(0).isLive()).isFalse();

    JsonNode repeat =
        ended(
            "again " + name,
            "{ \"cl_ord_id\":\"%s\", \"volume\":\"0.01\",\"type\":\"buy\",\"ordertype\":\"market\",\"pair\":\"BTC/USD\",\"endpoint\":\"AddOrder\"}"
                .formatted(name));

    assertThat(account.ordersWith(name)).hasSize(1);
    assertThat(repeat.get("request_id").asText()).isEqualTo("again " + name);
    assertThat(business(repeat)).isEqualTo(business(first));
    assertThat(first.get("status").asText()).isEqualTo("accepted");
  }

  @Test
  void aNameThatWasAnotherOrdersIsRefusedWithoutACall() {
    String name = name();
    ended("original " + name, market(name));
    int calls = rig.kraken().privateCalls("AddOrder").size();

    JsonNode other = ended("other " + name, market(name).replace("0.01", "0.02"));

    assertThat(other.get("status").asText()).isEqualTo("rejected");
    assertThat(other.get("reason").asText()).isEqualTo("ID_REUSED");
    assertThat(rig.kraken().privateCalls("AddOrder")).hasSize(calls);
  }

  @Test
  void anOrderThatWasOnlyRefusedHereDoesNotSpendItsName() {
    String name = name();
    JsonNode refused = ended("typo " + name, market(name).replace("volume", "volme"));
    JsonNode placed = ended("mended " + name, market(name));

    assertThat(refused.get("reason").asText()).isEqualTo("INVALID_REQUEST");
    assertThat(placed.get("status").asText()).isEqualTo("accepted");
  }

  @Test
  void aRequestThatIsProducedTwiceIsOneOrderWhateverPartitionItComesOn() {
    String id = "twice " + name();
    String json =
        "{\"endpoint\":\"AddOrder\",\"pair\":\"BTC/USD\",\"type\":\"buy\",\"ordertype\":\"market\",\"volume\":\"0.01\"}";
    orders.send("orders.requests", "default", id, json);
    orders.send("orders.requests", null, id, json);
    orders.send("orders.requests", null, id, json);
    orders.send("orders.requests", "default", id, json);

    eventually("four results", () -> orders.results(id).size() == 4);
    String name = orders.results(id).get(0).get("cl_ord_id").asText();
    assertThat(account.ordersWith(name)).hasSize(1);
    assertThat(orders.results(id).stream().map(JournalIT::business).distinct()).hasSize(1);
  }

  @Test
  void aRepeatOfAnUndecidedOrderWaitsAlsoAcrossARestart() {
    String name = name();
    account.lag(Duration.ofSeconds(20));
    rig.kraken().faults().script("AddOrder", new AfterEffect(new HttpStatus(502)), 1);
    orders.send("orders.requests", "lost " + name, limit(name));
    eventually("it is unknown", () -> !orders.results("lost " + name).isEmpty());
    orders.send("orders.requests", "waits " + name, limit(name));
    eventually(
        "the repeat is written down",
        () ->
            journal.records().stream()
                .anyMatch(
                    record ->
                        record.key().contains("/waiting:")
                            && record.value() != null
                            && Rig.json(record)
                                .at("/request/headers")
                                .toString()
                                .contains("request-id")));

    rig.pipeline().kill();
    rig.start();
    account.lag(Duration.ZERO);
    assertThat(orders.awaitEnd("lost " + name).get("status").asText()).isEqualTo("accepted");
    assertThat(business(orders.awaitEnd("waits " + name)))
        .isEqualTo(business(orders.awaitEnd("lost " + name)));
    assertThat(account.ordersWith(name)).hasSize(1);
  }

  @Test
  void aRecordWhoseAttemptWasLeftBehindIsToldThatNobodyKnowsYet() {
    String name = name();
    account.lag(Duration.ofSeconds(20));
    rig.kraken().faults().script("AddOrder", new Hanging(), 1);
    orders.send("orders.requests", "left " + name, limit(name));
    eventually(
        "the call is there",
        () ->
            rig.kraken().privateCalls().stream()
                .anyMatch(call -> call.parameter("cl_ord_id").equals(Optional.of(name))));

    rig.pipeline().kill();
    rig.start();

    eventually("it is told", () -> !orders.results("left " + name).isEmpty());
    assertThat(orders.results("left " + name).get(0).get("status").asText()).isEqualTo("unknown");
    assertThat(orders.awaitEnd("left " + name).get("status").asText()).isEqualTo("not_placed");
  }

  @Test
  void aCancelStopsAnOrderThatWaitsToBeSentAgain() {
    String name = name();
    rig.kraken().faults().script("AddOrder", new KrakenSays(LIMITED), 1);
    orders.send("orders.requests", "stopped " + name, limit(name));
    awaitRefusedAttempt(name);

    JsonNode cancel =
        urgent(
            "cancel " + name,
            "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"%s\"}".formatted(name));
    JsonNode stopped = orders.awaitEnd("stopped " + name);

    assertThat(stopped.get("status").asText()).isEqualTo("rejected");
    assertThat(stopped.get("reason").asText()).isEqualTo("CANCELED");
    assertThat(cancel.get("status").asText()).isEqualTo("accepted");
    assertThat(cancel.get("reason").asText()).isEqualTo("STOPPED_BEFORE_SENDING");
    assertThat(account.ordersWith(name)).isEmpty();
  }

  @Test
  void cancelAllStopsWhatIsOlderAndNotWhatComesLater() {
    String name = name();
    rig.kraken().faults().script("AddOrder", new KrakenSays(LIMITED), 1);
    orders.send("orders.requests", "older " + name, limit(name));
    awaitRefusedAttempt(name);

    JsonNode all = urgent("all " + name, "{\"endpoint\":\"CancelAll\"}");
    String later = name();
    orders.send("orders.requests", "later " + name, limit(later));

    assertThat(all.get("status").asText()).isEqualTo("accepted");
    assertThat(orders.awaitEnd("older " + name).get("reason").asText()).isEqualTo("CANCELED");
    assertThat(orders.awaitEnd("later " + name).get("status").asText()).isEqualTo("accepted");
    assertThat(account.ordersWith(name)).isEmpty();
    assertThat(account.ordersWith(later)).hasSize(1);
  }

  @Test
  void aCancelOfAnUndecidedOrderWaitsForItsOutcome() {
    String name = name();
    account.lag(Duration.ofSeconds(4));
    rig.kraken().faults().script("AddOrder", new AfterEffect(new Hanging()), 1);
    orders.send("orders.requests", "hangs " + name, limit(name));
    eventually("it is unknown", () -> !orders.results("hangs " + name).isEmpty());

    JsonNode cancel =
        urgent(
            "waits for " + name,
            "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"%s\"}".formatted(name));

    assertThat(cancel.get("status").asText()).isEqualTo("accepted");
    assertThat(cancel.at("/result/count").asInt()).isEqualTo(1);
    assertThat(orders.awaitEnd("hangs " + name).get("status").asText()).isEqualTo("accepted");
    assertThat(account.ordersWith(name).get(0).isLive()).isFalse();
  }

  @Test
  void aSecondOrderWithTheUserrefOfAnUndecidedOneWaitsForIt() {
    int userref = Math.abs(UUID.randomUUID().hashCode());
    String json =
        "{\"endpoint\":\"AddOrder\",\"pair\":\"BTC/USD\",\"type\":\"buy\",\"ordertype\":\"limit\",\"price\":\"9000\",\"volume\":\"0.01\",\"userref\":%d}"
            .formatted(userref);
    account.lag(Duration.ofSeconds(3));
    rig.kraken().faults().script("AddOrder", new AfterEffect(new HttpStatus(504)), 1);
    orders.send("orders.requests", "one " + userref, json);
    eventually("it is unknown", () -> !orders.results("one " + userref).isEmpty());
    JsonNode second = ended("two " + userref, json);

    assertThat(second.get("status").asText()).isEqualTo("accepted");
    assertThat(orders.end("one " + userref)).isPresent();
    assertThat(second.get("txid")).isNotEqualTo(orders.awaitEnd("one " + userref).get("txid"));
  }

  @Test
  void eachOrderOfABatchIsRemembered() {
    String one = name();
    String two = name();
    String batch =
        "{\"endpoint\":\"AddOrderBatch\",\"pair\":\"BTC/USD\",\"orders\":[%s,%s]}"
            .formatted(element(one), element(two));
    JsonNode first = ended("batch " + one, batch);
    JsonNode again = ended("batch again " + one, batch);
    JsonNode alone = ended("alone " + two, limit(two));

    assertThat(first.get("status").asText()).isEqualTo("accepted");
    assertThat(business(again)).isEqualTo(business(first));
    assertThat(alone.get("reason").asText()).isEqualTo("ID_REUSED");
    assertThat(account.ordersWith(one)).hasSize(1);
    assertThat(account.ordersWith(two)).hasSize(1);
  }

  private void awaitRefusedAttempt(String name) {
    eventually(
        "it is refused for now",
        () ->
            written(name).size() == 1
                && journal.records().stream()
                    .anyMatch(
                        record ->
                            record.key().equals("default/" + name) && record.value() == null));
  }

  /** What the journal says under a name, without what was erased. */
  private List<JsonNode> written(String name) {
    return journal.records().stream()
        .filter(record -> record.key().equals("default/" + name))
        .filter(record -> record.value() != null)
        .map((ConsumerRecord<String, String> record) -> Rig.json(record))
        .toList();
  }

  private JsonNode ended(String id, String json) {
    orders.send("orders.requests", id, json);
    return orders.awaitEnd(id);
  }

  private JsonNode urgent(String id, String json) {
    orders.send("orders.urgent", id, json);
    return orders.awaitEnd(id);
  }

  /** What a repeat has in common with the first. */
  private static JsonNode business(JsonNode result) {
    ObjectNode business = result.deepCopy();
    business.remove(List.of("request_id", "request"));
    return business;
  }

  private static String name() {
    return UUID.randomUUID().toString();
  }

  private static String market(String name) {
    return """
        {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"market",\
        "volume":"0.01","cl_ord_id":"%s"}"""
        .formatted(name);
  }

  private static String limit(String name) {
    return """
        {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"limit","price":"9000",\
        "volume":"0.01","cl_ord_id":"%s"}"""
        .formatted(name);
  }

  private static String element(String name) {
    return """
        {"type":"buy","ordertype":"limit","price":"9000","volume":"0.01","cl_ord_id":"%s"}"""
        .formatted(name);
  }
}
