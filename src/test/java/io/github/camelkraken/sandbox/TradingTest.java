package io.github.camelkraken.sandbox;

import static io.github.camelkraken.sandbox.PrivateClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TradingTest {
  private final VirtualClock clock = VirtualClock.standingAt(Instant.parse("2026-03-01T12:00:00Z"));
  private SimulatedKraken kraken;
  private PrivateClient client;

  @BeforeEach
  void start() {
    kraken = new SimulatedKraken(clock).start();
    kraken.market().pair("XBTUSD").moveTo("60000.0");
    client = new PrivateClient(kraken, kraken.account().key());
  }

  @AfterEach
  void stop() {
    kraken.close();
  }

  @Test
  void aMarketOrderChangesBalances() {
    JsonNode result =
        client.result(
            "AddOrder", "pair", "XBTUSD", "type", "buy", "ordertype", "market", "volume", "1.25");

    assertThat(result.at("/descr/order").asText()).isEqualTo("buy 1.25000000 XBTUSD @ market");
    SimulatedOrder order = kraken.account().order(result.at("/txid/0").asText()).orElseThrow();
    assertThat(order.status()).isEqualTo("closed");
    assertThat(kraken.account().balance("XXBT")).isEqualByComparingTo("11.25");
    BigDecimal paid = order.cost().add(order.fee());
    assertThat(kraken.account().balance("ZUSD"))
        .isEqualByComparingTo(new BigDecimal("1000000").subtract(paid));
    assertThat(kraken.account().ledger()).hasSize(2);
    assertThat(kraken.account().trades()).hasSize(1);
  }

  @Test
  void aLimitOrderRestsAndFillsWhenThePriceCrosses() {
    String txid = limit("buy", "1", "59000").at("/txid/0").asText();
    assertThat(client.result("OpenOrders").at("/open/" + txid + "/status").asText())
        .isEqualTo("open");
    assertThat(kraken.account().held("ZUSD")).isPositive();

    kraken.market().pair("XBTUSD").moveTo("58990.0");

    JsonNode closed = client.result("ClosedOrders").at("/closed/" + txid);
    assertThat(closed.get("status").asText()).isEqualTo("closed");
    assertThat(closed.get("vol_exec").asText()).isEqualTo("1.00000000");
    assertThat(new BigDecimal(closed.get("price").asText())).isEqualByComparingTo("59000");
    assertThat(kraken.account().held("ZUSD")).isZero();
    assertThat(client.result("OpenOrders").get("open")).isEmpty();
  }

  @Test
  void validateHasNoEffect() {
    JsonNode result =
        client.result(
            "AddOrder",
            "pair",
            "XBTUSD",
            "type",
            "sell",
            "ordertype",
            "limit",
            "price",
            "70000",
            "volume",
            "1",
            "validate",
            "true");

    assertThat(result.has("txid")).isFalse();
    assertThat(result.at("/descr/order").asText())
        .isEqualTo("sell 1.00000000 XBTUSD @ limit 70000.0");
    assertThat(kraken.account().orders()).isEmpty();
  }

  @Test
  void aClientsOrderIdIsUniqueOnlyWhileItsOrderIsOpen() {
    String[] order = {
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
      "cl_ord_id",
      "once"
    };
    client.result("AddOrder", order);
    assertThat(error(client.call("AddOrder", order)))
        .isEqualTo("EGeneral:Invalid arguments:cl_ord_id");

    client.result("CancelOrder", "cl_ord_id", "once");
    client.result("AddOrder", order);

    assertThat(kraken.account().ordersWith("once"))
        .extracting(SimulatedOrder::status)
        .containsExactly("canceled", "open");
  }

  @Test
  void anOrderIsCanceledOnce() {
    String txid = limit("buy", "1", "50000").at("/txid/0").asText();

    assertThat(client.result("CancelOrder", "txid", txid).get("count").asInt()).isEqualTo(1);
    assertThat(error(client.call("CancelOrder", "txid", txid))).isEqualTo("EOrder:Unknown order");
    assertThat(client.result("ClosedOrders").at("/closed/" + txid + "/reason").asText())
        .isEqualTo("User requested");
  }

  @Test
  void wrongOrdersAreRefusedWithKrakensWords() {
    assertThat(refusal("buy", "100", "50000")).isEqualTo("EOrder:Insufficient funds");
    assertThat(refusal("buy", "0.00001", "50000")).isEqualTo("EOrder:Order minimum not met");
    assertThat(refusal("buy", "1", "50000.05")).isEqualTo("EGeneral:Invalid arguments:price");
    assertThat(refusal("buy", "1.123456789", "50000"))
        .isEqualTo("EGeneral:Invalid arguments:volume");
    kraken.market().pair("XBTUSD").tick("0.5");
    assertThat(refusal("buy", "1", "50000.3")).isEqualTo("EOrder:Tick size check failed");
    assertThat(error(client.call("AddOrder", "pair", "NOPE")))
        .isEqualTo("EQuery:Unknown asset pair");
    assertThat(kraken.account().orders()).isEmpty();
  }

  @Test
  void aDeadlineIsBetweenTwoAndSixtySecondsAhead() {
    assertThat(withDeadline(Duration.ofSeconds(-1))).isEqualTo("EService:Deadline elapsed");
    assertThat(withDeadline(Duration.ofSeconds(1)))
        .isEqualTo("EGeneral:Invalid arguments:deadline");
    assertThat(withDeadline(Duration.ofSeconds(61)))
        .isEqualTo("EGeneral:Invalid arguments:deadline");
    assertThat(kraken.account().orders()).isEmpty();
    assertThat(withDeadline(Duration.ofSeconds(30))).isEqualTo("");
    assertThat(kraken.account().orders()).hasSize(1);
  }

  @Test
  void aLaggingAccountShowsAnOrderLate() {
    kraken.account().lag(Duration.ofSeconds(3));
    limit("buy", "1", "50000");

    assertThat(client.result("OpenOrders").get("open")).isEmpty();
    clock.advance(Duration.ofSeconds(3));
    assertThat(client.result("OpenOrders").get("open")).hasSize(1);
  }

  @Test
  void closedOrdersComeInPagesOfFiftyTheNewestFirst() {
    for (int i = 0; i < 60; i++) {
      limit("buy", "0.01", "50000");
      client.result("CancelOrder", "txid", kraken.account().openOrders().get(0).txid());
      clock.advance(Duration.ofSeconds(1));
    }
    String newest = kraken.account().orders().get(59).txid();

    JsonNode first = client.result("ClosedOrders");
    JsonNode second = client.result("ClosedOrders", "ofs", "50");
    JsonNode late = client.result("ClosedOrders", "start", seconds(50), "end", seconds(52));

    assertThat(first.get("count").asInt()).isEqualTo(60);
    assertThat(first.get("closed").fieldNames().next()).isEqualTo(newest);
    assertThat(first.get("closed")).hasSize(50);
    assertThat(second.get("closed")).hasSize(10);
    assertThat(late.get("closed")).hasSize(2);
  }

  private static String seconds(int afterNoon) {
    return String.valueOf(Instant.parse("2026-03-01T12:00:00Z").getEpochSecond() + afterNoon);
  }

  private String withDeadline(Duration ahead) {
    JsonNode answer =
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
            "deadline",
            clock.instant().plus(ahead).toString());
    return answer.get("error").isEmpty() ? "" : error(answer);
  }

  private String refusal(String type, String volume, String price) {
    return error(
        client.call(
            "AddOrder",
            "pair",
            "XBTUSD",
            "type",
            type,
            "ordertype",
            "limit",
            "price",
            price,
            "volume",
            volume));
  }

  private JsonNode limit(String type, String volume, String price) {
    return client.result(
        "AddOrder",
        "pair",
        "XBTUSD",
        "type",
        type,
        "ordertype",
        "limit",
        "price",
        price,
        "volume",
        volume);
  }
}
