package io.github.camelkraken.sandbox;

import static io.github.camelkraken.sandbox.PrivateClient.error;
import static io.github.camelkraken.sandbox.PrivateClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoints;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateEndpointsTest {
  private final VirtualClock clock = VirtualClock.standingAt(Instant.parse("2026-03-01T12:00:00Z"));
  private SimulatedKraken kraken;
  private PrivateClient client;

  @BeforeEach
  void start() {
    kraken = new SimulatedKraken(clock).start();
    kraken.market().pair("XBTUSD").moveTo("60000.0");
    kraken
        .account()
        .key()
        .permissions(
            Stream.concat(
                    Permission.WITHOUT_WITHDRAWING.stream(), Stream.of(Permission.WITHDRAW_FUNDS))
                .toArray(String[]::new));
    client = new PrivateClient(kraken, kraken.account().key());
  }

  @AfterEach
  void stop() {
    kraken.close();
  }

  @Test
  void everyEndpointOfTheReferenceIsServed() {
    assertThat(PrivateEndpoints.names()).hasSize(48);
    for (String name : PrivateEndpoints.names()) {
      JsonNode answer = client.call(name);
      assertThat(answer.get("error").isEmpty() || error(answer).startsWith("EGeneral:Invalid"))
          .as(name + " " + answer)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop-loss", "take-profit", "trailing-stop"})
  void aTriggerWaitsForThePrice(String type) {
    String price =
        type.equals("trailing-stop") ? "+1000" : type.equals("stop-loss") ? "59000" : "61000";
    String txid =
        client
            .result(
                "AddOrder",
                "pair",
                "XBTUSD",
                "type",
                "sell",
                "ordertype",
                type,
                "price",
                price,
                "volume",
                "1")
            .at("/txid/0")
            .asText();
    assertThat(status(txid)).isEqualTo("open");

    kraken.market().pair("XBTUSD").moveTo(type.equals("take-profit") ? "61000.0" : "59000.0");

    assertThat(status(txid)).isEqualTo("closed");
  }

  @Test
  void postOnlyOrdersDoNotTake() {
    assertThat(
            error(
                client.call(
                    "AddOrder",
                    "pair",
                    "XBTUSD",
                    "type",
                    "buy",
                    "ordertype",
                    "limit",
                    "price",
                    "61000",
                    "volume",
                    "1",
                    "oflags",
                    "post")))
        .isEqualTo("EOrder:Post only order");
  }

  @Test
  void whatAnImmediateOrderCannotFillIsCanceled() {
    kraken.account().fillAtMost(new BigDecimal("0.4"));

    String txid =
        client
            .result(
                "AddOrder",
                "pair",
                "XBTUSD",
                "type",
                "buy",
                "ordertype",
                "limit",
                "price",
                "61000",
                "volume",
                "1",
                "timeinforce",
                "IOC")
            .at("/txid/0")
            .asText();

    JsonNode order = client.result("QueryOrders", "txid", txid, "trades", "true").get(txid);
    assertThat(order.get("status").asText()).isEqualTo("canceled");
    assertThat(order.get("vol_exec").asText()).isEqualTo("0.40000000");
    assertThat(order.get("trades")).hasSize(1);
    assertThat(kraken.account().held("ZUSD")).isZero();
  }

  @Test
  void openAndClosedOrdersAreFoundByTagAndClientsId() {
    place("userref", "7");
    place("cl_ord_id", "mine");
    client.result("CancelOrder", "userref", "0", "txid", "7");

    assertThat(client.result("OpenOrders", "cl_ord_id", "mine").get("open")).hasSize(1);
    assertThat(client.result("OpenOrders", "userref", "7").get("open")).isEmpty();
    assertThat(client.result("ClosedOrders", "userref", "7").get("closed")).hasSize(1);
    assertThat(client.result("ClosedOrders", "cl_ord_id", "mine").get("closed")).isEmpty();
    assertThat(
            error(
                client.call(
                    "AddOrder",
                    "pair",
                    "XBTUSD",
                    "type",
                    "buy",
                    "ordertype",
                    "limit",
                    "price",
                    "50000",
                    "volume",
                    "1",
                    "userref",
                    "7",
                    "cl_ord_id",
                    "both")))
        .isEqualTo("EGeneral:Invalid arguments:cl_ord_id");
  }

  @Test
  void anAmendedOrderKeepsItsIdAndItsHistory() {
    String txid = place("cl_ord_id", "mine");

    client.result("AmendOrder", "cl_ord_id", "mine", "order_qty", "2", "limit_price", "51000");

    JsonNode amends = client.result("OrderAmends", "order_id", txid);
    assertThat(amends.get("count").asInt()).isEqualTo(2);
    assertThat(amends.at("/amends/1/limit_price").asText()).isEqualTo("51000.0");
    assertThat(amends.at("/amends/1/timestamp"))
        .as("nanoseconds")
        .hasToString(clock.instant().getEpochSecond() + "000000000");
    assertThat(kraken.account().openOrders())
        .extracting(SimulatedOrder::txid)
        .containsExactly(txid);
    assertThat(kraken.account().held("ZUSD")).isGreaterThan(new BigDecimal("102000"));
  }

  @Test
  void anEditedOrderSaysWhichItHasReplaced() {
    String before = place("userref", "1");

    String after =
        client
            .result("EditOrder", "txid", before, "pair", "XBTUSD", "price", "51000")
            .get("txid")
            .asText();

    assertThat(client.result("OpenOrders").at("/open/" + after + "/link_id").asText())
        .isEqualTo(before);
    assertThat(client.result("ClosedOrders").at("/closed/" + before).has("link_id")).isFalse();
  }

  @Test
  void anIcebergShowsHowMuchOfItIsSeen() {
    String txid =
        client
            .result(
                "AddOrder",
                "pair",
                "XBTUSD",
                "type",
                "buy",
                "ordertype",
                "iceberg",
                "price",
                "50000",
                "volume",
                "1",
                "displayvol",
                "0.1")
            .at("/txid/0")
            .asText();
    client.result("AmendOrder", "txid", txid, "display_qty", "0.2");

    JsonNode shown = client.result("OpenOrders").at("/open/" + txid);
    JsonNode amends = client.result("OrderAmends", "order_id", txid);
    assertThat(new BigDecimal(shown.get("displayvol").asText())).isEqualByComparingTo("0.2");
    assertThat(new BigDecimal(amends.at("/amends/1/display_qty").asText()))
        .isEqualByComparingTo("0.2");
  }

  @Test
  void ordersAreCanceledTogether() {
    place("userref", "1");
    place("userref", "1");
    place("cl_ord_id", "mine");
    place("userref", "2");

    assertThat(
            client
                .callJson("CancelOrderBatch", "\"orders\":[\"1\"],\"cl_ord_ids\":[\"mine\"]")
                .at("/result/count")
                .asInt())
        .isEqualTo(3);
    assertThat(client.result("CancelAll").get("count").asInt()).isEqualTo(1);
  }

  @Test
  void theDeadMansSwitchCancelsAll() {
    place("userref", "1");
    JsonNode armed = client.result("CancelAllOrdersAfter", "timeout", "60");
    assertThat(armed.get("triggerTime").asText()).isEqualTo("2026-03-01T12:01:00Z");

    clock.advance(Duration.ofSeconds(60));

    assertThat(client.result("OpenOrders").get("open")).isEmpty();
    assertThat(client.result("CancelAllOrdersAfter", "timeout", "0").get("triggerTime").asText())
        .isEqualTo("0");
  }

  @Test
  void aTickOfTheMarketSettlesOrders() {
    String txid = place("userref", "1");
    kraken.market().pair("XBTUSD").moveTo("40000.0");

    kraken.market().tick();

    assertThat(kraken.account().order(txid).orElseThrow().status()).isEqualTo("closed");
  }

  @Test
  void tradesAndLedgersTellOfAFill() {
    client.result(
        "AddOrder", "pair", "XBTUSD", "type", "sell", "ordertype", "market", "volume", "1");

    JsonNode trades = client.result("TradesHistory", "ledgers", "true");
    JsonNode trade = trades.get("trades").iterator().next();
    JsonNode ledgers = client.result("Ledgers", "asset", "USD");

    assertThat(trade.get("pair").asText()).isEqualTo("XXBTZUSD");
    assertThat(trade.get("ledgers")).hasSize(2);
    assertThat(ledgers.get("count").asInt()).isEqualTo(1);
    assertThat(ledgers.get("ledger").iterator().next().get("asset").asText()).isEqualTo("ZUSD");
  }

  @Test
  void aWithdrawalIsShownAndCanceled() {
    String refid =
        client
            .result("Withdraw", "asset", "XBT", "key", "simulated-wallet", "amount", "2")
            .get("refid")
            .asText();
    assertThat(kraken.account().balance("XXBT")).isEqualByComparingTo("8");
    assertThat(client.result("WithdrawStatus").at("/0/refid").asText()).isEqualTo(refid);

    client.result("WithdrawCancel", "asset", "XBT", "refid", refid);

    assertThat(client.result("WithdrawStatus").at("/0/status-prop").asText()).isEqualTo("canceled");
    assertThat(kraken.account().balance("XXBT")).isEqualByComparingTo("10");
  }

  @Test
  void aReportIsAZipFileAndItsErrorJson() {
    String id =
        client.result("AddExport", "report", "ledgers", "description", "mine").get("id").asText();

    HttpResponse<byte[]> file =
        client.send("RetrieveExport", PrivateClient.FORM, client.form("id", id));
    HttpResponse<byte[]> none =
        client.send("RetrieveExport", PrivateClient.FORM, client.form("id", "X"));

    assertThat(file.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(file.body()).startsWith('P', 'K');
    assertThat(error(json(none))).isEqualTo("EGeneral:Invalid arguments:id");
  }

  private String status(String txid) {
    return client.result("QueryOrders", "txid", txid).get(txid).get("status").asText();
  }

  private String place(String name, String value) {
    return client
        .result(
            "AddOrder",
            "pair",
            "XBTUSD",
            "type",
            "buy",
            "ordertype",
            "limit",
            "price",
            "50000",
            "volume",
            "1",
            name,
            value)
        .at("/txid/0")
        .asText();
  }
}
