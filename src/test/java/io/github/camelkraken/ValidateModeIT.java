package io.github.camelkraken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nobody has set a mode: Kraken is asked and checks, and nothing ever changes there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidateModeIT {
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"sell","ordertype":"limit","price":"99000.5",\
      "volume":"0.25"}""";

  private Rig rig;
  private Requests orders;
  private Requests queries;
  private Requests funding;

  @BeforeAll
  void start() {
    rig = Rig.create().only();
    rig.set("kraken.api-key", rig.kraken().account().key().key())
        .set("kraken.api-secret", rig.kraken().account().key().secret())
        .set("kraken.tier", "pro")
        .start()
        .awaitKeys();
    orders = rig.requests("orders");
    queries = rig.requests("account");
    funding = rig.requests("funding");
  }

  @BeforeEach
  void forget() {
    rig.kraken().forgetCalls();
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void anOrderIsCheckedAndNotPlaced() {
    orders.send("orders.requests", "v1", ORDER);

    JsonNode result = orders.awaitEnd("v1");
    assertThat(result.path("status").asText()).isEqualTo("validated");
    assertThat(result.path("mode").asText()).isEqualTo("validate");
    assertThat(result.at("/result/descr/order").asText())
        .isEqualTo("sell 0.25000000 XBTUSD @ limit 99000.5");
    assertThat(result.path("txid")).isEmpty();
    assertThat(rig.kraken().validates()).containsExactly("true");
    assertNothingChanged();
  }

  @Test
  void anOrderThatKrakenWouldRefuseIsRejected() {
    orders.send("orders.requests", "v2", ORDER.replace("0.25", "0.00000001"));
    JsonNode result = orders.awaitEnd("v2");
    assertThat(result.path("status").asText()).isEqualTo("rejected");
    assertThat(result.path("reason").asText()).isEqualTo("KRAKEN_REFUSED");
    assertThat(result.at("/errors/0").asText()).isEqualTo("EOrder:Order minimum not met");
    assertNothingChanged();
  }

  @Test
  void aBatchIsCheckedOrderByOrder() {
    orders.send(
        "orders.requests",
        "v3",
        """
        {"endpoint":"AddOrderBatch","pair":"ETH/USD","orders":[
          {"type":"buy","ordertype":"limit","price":"1000","volume":"1"},
          {"type":"buy","ordertype":"market","volume":"2"}]}""");
    JsonNode result = orders.awaitEnd("v3");
    assertThat(result.path("status").asText()).isEqualTo("validated");
    assertThat(result.path("orders")).hasSize(2);
    assertThat(result.path("orders"))
        .allMatch(order -> order.path("status").asText().equals("validated"));
    assertThat(rig.kraken().validates()).containsExactly("true");
    assertNothingChanged();
  }

  @Test
  void aCheckMayBeRepeatedBecauseItChangesNothing() {
    rig.kraken().faults().script("AddOrder", new HttpStatus(502), 2);
    orders.send("orders.requests", "v4", ORDER);
    JsonNode result = orders.awaitEnd("v4");
    assertThat(result.path("status").asText()).isEqualTo("validated");
    assertThat(result.path("attempts").asInt()).isEqualTo(3);
    assertThat(orders.results("v4")).hasSize(1);
    assertThat(rig.kraken().validates()).containsExactly("true", "true", "true");
    assertNothingChanged();
  }

  @Test
  void whatKrakenCannotOnlyCheckIsRejectedWithoutACall() {
    Map<String, String> changing =
        Map.of(
            "{\"endpoint\":\"AmendOrder\",\"cl_ord_id\":\"a\",\"limit_price\":\"1\"}",
            "orders.requests",
            "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"a\"}",
            "orders.requests",
            "{\"endpoint\":\"CancelOrderBatch\",\"cl_ord_ids\":[\"a\",\"b\"]}",
            "orders.requests",
            "{\"endpoint\":\"CancelOrder\",\"txid\":\"OAAAAA-BBBBB-CCCCCC\"}",
            "orders.urgent",
            "{\"endpoint\":\"CancelAll\"}",
            "orders.urgent",
            "{\"endpoint\":\"CancelAllOrdersAfter\",\"timeout\":60}",
            "orders.urgent");
    changing.forEach((json, topic) -> orders.send(topic, json, json));

    for (String json : changing.keySet()) {
      JsonNode result = orders.awaitEnd(json);
      assertThat(result.path("status").asText()).as(json).isEqualTo("rejected");
      assertThat(result.path("reason").asText()).as(json).isEqualTo("VALIDATE_MODE");
      assertThat(result.path("mode").asText()).as(json).isEqualTo("validate");
      assertThat(result.path("detail").asText()).as(json).contains("kraken.trading.mode");
      assertThat(result.path("attempts").asInt()).as(json).isZero();
    }
    assertThat(rig.kraken().privateCalls()).isEmpty();
  }

  @Test
  void anExportWouldChangeSomethingToo() {
    queries.send(
        "account.requests",
        "v5",
        "{\"endpoint\":\"AddExport\",\"report\":\"trades\",\"description\":\"all\"}");
    assertThat(queries.awaitEnd("v5").path("reason").asText()).isEqualTo("VALIDATE_MODE");
    assertThat(rig.kraken().privateCalls()).isEmpty();
  }

  @Test
  void validateCannotBeSwitchedOffByARequest() {
    for (String off : List.of("false", "\"false\"", "0", "\"\"", "null")) {
      String id = "off " + off;
      orders.send("orders.requests", id, ORDER.replace("}", ",\"validate\":" + off + "}"));
      assertThat(orders.awaitEnd(id).path("reason").asText()).as(id).isEqualTo("INVALID_REQUEST");
    }
    assertThat(rig.kraken().privateCalls()).isEmpty();
    orders.send("orders.requests", "on", ORDER.replace("}", ",\"validate\":\"true\"}"));
    assertThat(orders.awaitEnd("on").path("status").asText()).isEqualTo("validated");
    assertThat(rig.kraken().validates()).containsExactly("true");
  }

  @Test
  void queriesAreAnswered() {
    Map<String, String> asked =
        Map.of(
            "{\"endpoint\":\"Balance\"}", "/result/ZUSD",
            "{\"endpoint\":\"BalanceEx\"}", "/result/ZUSD/balance",
            "{\"endpoint\":\"TradeBalance\",\"asset\":\"ZUSD\"}", "/result/eb",
            "{\"endpoint\":\"OpenOrders\"}", "/result/open",
            "{\"endpoint\":\"ClosedOrders\",\"without_count\":true}", "/result/closed",
            "{\"endpoint\":\"TradesHistory\"}", "/result/trades",
            "{\"endpoint\":\"Ledgers\"}", "/result/ledger",
            "{\"endpoint\":\"TradeVolume\",\"pair\":\"BTC/USD\"}", "/result/volume");
    asked.keySet().forEach(json -> queries.send("account.requests", json, json));

    asked.forEach(
        (json, pointer) -> {
          JsonNode result = queries.awaitEnd(json);
          assertThat(result.path("status").asText()).as(json).isEqualTo("accepted");
          assertThat(result.path("mode").asText()).as(json).isEqualTo("validate");
          assertThat(result.at(pointer).isMissingNode()).as(json + result).isFalse();
        });
    assertThat(rig.kraken().privateCalls()).hasSize(asked.size());
    assertThat(rig.kraken().validates()).isEmpty();
  }

  @Test
  void theKeyIsMaskedAndItsSecretNowhere() {
    String key = rig.kraken().account().key().key();
    queries.send("account.requests", "v6", "{\"endpoint\":\"GetApiKeyInfo\"}");

    JsonNode result = queries.awaitEnd("v6");
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.at("/result/api_key").asText()).isEqualTo(key.substring(0, 4) + "…");
    assertThat(result.at("/result/permissions")).isNotEmpty();
    String secret = rig.kraken().account().key().secret();
    assertThat(result.toString()).doesNotContain(key).doesNotContain(secret);
    assertThat(rig.pipeline().output())
        .noneMatch(line -> line.contains(key) || line.contains(secret));
  }

  @Test
  void secretsAndFilesAreNotServed() {
    queries.send("account.requests", "v7", "{\"endpoint\":\"GetWebSocketsToken\"}");
    queries.send("account.requests", "v8", "{\"endpoint\":\"RetrieveExport\",\"id\":\"ABCD\"}");
    for (String id : List.of("v7", "v8")) {
      JsonNode result = queries.awaitEnd(id);
      assertThat(result.path("reason").asText()).isEqualTo("INVALID_REQUEST");
      assertThat(result.path("detail").asText()).contains("is not served");
    }
    assertThat(rig.kraken().privateCalls()).isEmpty();
  }

  @Test
  void fundingIsNotServedUnlessItIsEnabled() throws Exception {
    funding.send(
        "funding.requests",
        "v9",
        "{\"endpoint\":\"Withdraw\",\"asset\":\"XBT\",\"key\":\"home\",\"amount\":\"1\"}");
    queries.send("account.requests", "v10", "{\"endpoint\":\"Balance\"}");
    queries.awaitEnd("v10");
    assertThat(rig.pipeline().output())
        .anyMatch(line -> line.contains("Running ") && line.contains("orders-urgent"))
        .noneMatch(line -> line.contains("Running ") && line.contains("funding"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.broker().bootstrapServers()))) {
      assertThat(
              admin.listGroups().all().get().stream()
                  .map(group -> group.groupId())
                  .filter(group -> group.startsWith(rig.topic("")))
                  .collect(Collectors.toSet()))
          .containsExactlyInAnyOrder(
              rig.topic("market"),
              rig.topic("private"),
              rig.topic("orders.requests"),
              rig.topic("orders.urgent"),
              rig.topic("account.requests"));
    }
    assertThat(funding.results()).isEmpty();
    assertThat(rig.kraken().privateCalls("Withdraw")).isEmpty();
  }

  @Test
  void theModeIsInTheHeadOfReadiness() {
    assertThat(rig.readinessPage()).contains("\"default\": \"validate, ready\"");
    assertThat(rig.pipeline().output())
        .anyMatch(line -> line.contains("Account default: mode validate"));
  }

  @Test
  void headersOfAnExpiredLifeAreReadInThisModeToo() {
    orders.send(
        "orders.requests",
        null,
        ORDER.getBytes(),
        Map.of("request-id", "v11", "expires-at", "2020-01-01T00:00:00Z", "correlation-id", "c"));
    assertThat(orders.awaitEnd("v11").path("status").asText()).isEqualTo("expired");
    assertThat(
            orders.results().stream()
                .filter(entry -> Rig.json(entry).path("request_id").asText().equals("v11"))
                .map(TopicReader::headers)
                .toList())
        .allMatch(headers -> headers.get("correlation-id").equals("c"));
    assertThat(rig.kraken().privateCalls()).isEmpty();
  }

  private void assertNothingChanged() {
    assertThat(rig.kraken().account().orders()).isEmpty();
    assertThat(rig.kraken().privateCalls())
        .allMatch(call -> call.parameter("validate").equals(Optional.of("true")));
  }
}
