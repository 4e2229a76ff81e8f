package io.github.camelkraken.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.market.MarketPairs;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Parsed;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private static final String ORDER =
      "\"type\":\"buy\",\"ordertype\":\"limit\",\"volume\":\"1.25\",\"price\":\"37500\"";
  private static final String ONE = "{" + ORDER + "}";

  private final MarketPairs pairs = SampleRequest.pairs(KrakenConfigTest.config(Map.of()));

  @Test
  void anOrderGoesOutAsItIsButForItsEndpoint() throws InvalidRequest {
    assertThat(read("AddOrder", "{\"endpoint\":\"AddOrder\",\"pair\":\"XBTUSD\"," + ORDER + "}"))
        .hasToString("{\"pair\":\"XBTUSD\"," + ORDER + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"XBTUSD", "XXBTZUSD", "XBT/USD", "BTC/USD", "btcusd", " BTC/USD "})
  void everyAliasOfAPairGoesOutAsKrakensName(String alias) throws InvalidRequest {
    assertThat(read("AddOrder", order("\"pair\":\"" + alias + "\"")).get("pair").textValue())
        .isEqualTo("XBTUSD");
  }

  @Test
  void theThirdLevelOfABookIsAskedForByTheDisplayName() throws InvalidRequest {
    assertThat(read("Level3", "{\"pair\":\"xbtusd\",\"depth\":10}"))
        .hasToString("{\"pair\":\"BTC/USD\",\"depth\":10}");
  }

  @Test
  void severalPairsAreNamedEach() throws InvalidRequest {
    assertThat(read("TradeVolume", "{\"pair\":\"BTC/USD, eth/usd\"}"))
        .hasToString("{\"pair\":\"XBTUSD,ETHUSD\"}");
  }

  @Test
  void anOrderIsForOnePair() {
    assertThatThrownBy(
            () ->
                read(
                    "AddOrder",
                    "{\"pair\":\"XBTUSD,ETHUSD\",\"type\":\"buy\",\"ordertype\":\"market\","
                        + "\"volume\":\"1\"}"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("pair: Kraken does not list the pair XBTUSD,ETHUSD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FOO/USD", "XBTUSD,FOO/USD", ",", "XBTUSD,", "/"})
  void aPairThatKrakenDoesNotListIsRefused(String pair) {
    assertThat(refusal("AddOrder", order("\"pair\":\"" + pair + "\"")))
        .hasMessageStartingWith("pair: Kraken does not list the pair");
  }

  @Test
  void thePairOfATokenizedAssetPassesAsItIs() throws InvalidRequest {
    ObjectNode out =
        read(
            "AddOrder",
            "{\"pair\":\"AAPLx/USD\",\"asset_class\":\"tokenized_asset\",\"type\":\"buy\","
                + "\"ordertype\":\"limit\",\"volume\":\"0.1234567891\",\"price\":\"200.12345\"}");

    assertThat(out.get("pair").textValue()).isEqualTo("AAPLx/USD");
    assertThat(out.get("volume").textValue()).isEqualTo("0.1234567891");
  }

  @Property
  void aVolumeAndAPriceGoOutDigitForDigit(
      @ForAll @BigRange(min = "0", max = "1000000") @Scale(8) BigDecimal volume,
      @ForAll @BigRange(min = "0", max = "1000000") @Scale(1) BigDecimal price)
      throws InvalidRequest {
    ObjectNode out =
        read(
            "AddOrder",
            "{\"pair\":\"XBTUSD\",\"type\":\"buy\",\"ordertype\":\"limit\",\"volume\":\"%s\",\"price\":\"%s\"}"
                .formatted(volume.toPlainString(), price.toPlainString()));

    assertThat(out.get("volume").textValue()).isEqualTo(volume.toPlainString());
    assertThat(out.get("price").textValue()).isEqualTo(price.toPlainString());
  }

  @Test
  void whatHasMoreDecimalsThanThePairIsRefused() {
    assertThat(
            refusal(
                "AddOrder",
                "{\"pair\":\"ETHUSD\",\"type\":\"buy\",\"ordertype\":\"market\",\"volume\":\"1.2345\"}"))
        .hasMessageStartingWith("volume: 1.2345 has more than the 3 decimals");
    assertThat(refusal("AddOrder", order("\"pair\":\"XBTUSD\",\"price2\":\"1.55\"")))
        .hasMessageStartingWith("price2: 1.55 has more than the 1 decimals");
    assertThat(
            refusal("AmendOrder", "{\"pair\":\"ETH/USD\",\"txid\":\"O\",\"order_qty\":\"1.2345\"}"))
        .hasMessageStartingWith("order_qty: 1.2345 has more than the 3 decimals");
  }

  @Test
  void withoutAPairNobodyKnowsHowManyDecimalsAreTooMany() throws InvalidRequest {
    assertThat(read("AmendOrder", "{\"txid\":\"O\",\"limit_price\":\"1.123456789\"}"))
        .hasToString("{\"txid\":\"O\",\"limit_price\":\"1.123456789\"}");
  }

  @Test
  void aVolumeInQuoteCurrencyHasTheDecimalsOfThat() throws InvalidRequest {
    String volume =
        "{\"pair\":\"ETHUSD\",\"type\":\"buy\",\"ordertype\":\"market\",\"volume\":\"99.12345\"";

    assertThat(read("AddOrder", volume + ",\"oflags\":\"fciq,viqc\"}").get("volume").textValue())
        .isEqualTo("99.12345");
    assertThat(refusal("AddOrder", volume + ",\"oflags\":\"fciq\"}"))
        .hasMessageStartingWith("volume: 99.12345 has more than the 3 decimals");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.25", "1", "12e-1"})
  void anAmountAsAJsonNumberIsRefusedWithWhatToMend(String number) {
    assertThat(
            refusal(
                "AddOrder",
                "{\"pair\":\"XBTUSD\",\"type\":\"buy\",\"ordertype\":\"market\",\"volume\":"
                    + number
                    + "}"))
        .hasMessageStartingWith("volume: expects a decimal as text such as \"1.25\"");
  }

  @Test
  void aRelativePriceGoesOutAsItIs() throws InvalidRequest {
    ObjectNode out =
        read(
            "AddOrder",
            "{\"pair\":\"XBTUSD\",\"type\":\"sell\",\"ordertype\":\"trailing-stop-limit\","
                + "\"volume\":\"1\",\"price\":\"+2.55%\",\"price2\":\"-5\"}");

    assertThat(out.get("price").textValue()).isEqualTo("+2.55%");
    assertThat(out.get("price2").textValue()).isEqualTo("-5");
  }

  @Test
  void anUnknownParameterIsRefusedWithThoseThatThereAre() {
    assertThat(refusal("AddOrder", order("\"pair\":\"XBTUSD\",\"limit_price\":\"1\"")))
        .hasMessageStartingWith("limit_price: not a parameter of AddOrder; it takes ")
        .hasMessageContaining("price, price2");
    assertThat(refusal("CancelAll", "{\"pair\":\"XBTUSD\"}"))
        .hasMessage("pair: not a parameter of CancelAll; it takes none");
  }

  @Test
  void aMissingParameterIsRefusedWithThoseThatAreNeeded() {
    assertThat(refusal("AddOrder", ONE))
        .hasMessage("pair: missing; AddOrder needs ordertype, pair, type, volume");
    assertThat(refusal("CancelAllOrdersAfter", "{}"))
        .hasMessage("timeout: missing; CancelAllOrdersAfter needs timeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonce", "otp"})
  void nonceAndOtpAreThePipelinesBusiness(String name) {
    assertThat(refusal("Balance", "{\"" + name + "\":\"17\"}"))
        .hasMessage(name + ": leave it out, it is the pipeline's business");
    assertThat(refusal("AddOrderBatch", batch(ONE, "{\"" + name + "\":\"17\"," + ORDER + "}")))
        .hasMessage("orders[1]." + name + ": leave it out, it is the pipeline's business");
  }

  @Test
  void anotherEndpointInsideAnOrderIsRefused() {
    assertThat(refusal("AddOrderBatch", batch(ONE, "{\"endpoint\":\"AddOrder\"," + ORDER + "}")))
        .hasMessageStartingWith("orders[1].endpoint: not a parameter");
  }

  @Test
  void aFlatConditionalCloseMeansTheSameAsANestedOne() throws InvalidRequest {
    ObjectNode flat =
        read(
            "AddOrder",
            order(
                "\"pair\":\"XBTUSD\",\"close[ordertype]\":\"stop-loss\",\"close[price]\":\"36000\""));
    ObjectNode nested =
        read(
            "AddOrder",
            order(
                "\"pair\":\"XBTUSD\",\"close\":{\"ordertype\":\"stop-loss\",\"price\":\"36000\"}"));

    assertThat(flat).isEqualTo(nested);
    assertThat(flat.get("close")).hasToString("{\"ordertype\":\"stop-loss\",\"price\":\"36000\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"close\":{\"ordertype\":\"limit\",\"price\":\"1\"},\"close[price]\":\"2\"",
        "\"close[price]\":\"2\",\"close\":{\"ordertype\":\"limit\",\"price\":\"1\"}",
        "\"close\":\"limit\",\"close[price]\":\"2\"",
        "\"close[ordertype]\":\"limit\",\"close\":{\"price\":\"2\"}"
      })
  void aConditionalCloseInBothFormsIsRefused(String both) {
    assertThat(refusal("AddOrder", order("\"pair\":\"XBTUSD\"," + both)))
        .hasMessageStartingWith("close: given twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"price\":\"1\"}                                   | close.ordertype: missing; ",
        "{\"ordertype\":\"limit\",\"price\":1}               | close.price: expects a price as text",
        "{\"ordertype\":\"limit\",\"price\":\"1.55\"}        | close.price: 1.55 has more than the 1",
        "{\"ordertype\":\"limit\",\"volume\":\"1\"}          | close.volume: not a parameter of close",
        "\"limit\"                                           | close: expects an object with ordertype",
        "{\"ordertype\":\"limit\",\"close\":{}}              | close.close: not a parameter of close",
        "{\"ordertype\":\"limit\",\"close[price]\":\"1\"}    | close.close: not a parameter of close"
      })
  void aConditionalCloseIsReadAsStrictly(String close, String refusal) {
    assertThat(refusal("AddOrder", order("\"pair\":\"XBTUSD\",\"close\":" + close)))
        .hasMessageStartingWith(refusal);
  }

  @Test
  void aRequestIsNotChangedByBeingRead() throws InvalidRequest {
    String given =
        "{\"pair\":\"btc/usd\",\"close[ordertype]\":\"limit\",\"close[price]\":\"1\","
            + ORDER
            + "}";
    ObjectNode request = Parsed.object(given);

    Parameters.read(EndpointCatalogue.get("AddOrder"), request, pairs::find);

    assertThat(request).isEqualTo(Parsed.object(given));
  }

  @Test
  void switchesAndCountsAreTyped() throws InvalidRequest {
    assertThat(read("OpenOrders", "{\"trades\":\"true\",\"userref\":\"7\"}"))
        .hasToString("{\"trades\":true,\"userref\":7}");
    assertThat(read("CancelAllOrdersAfter", "{\"timeout\":\"60\"}"))
        .hasToString("{\"timeout\":60}");
  }

  @Test
  void validateIsTakenAsTrueOnly() throws InvalidRequest {
    assertThat(read("AddOrder", order("\"pair\":\"XBTUSD\",\"validate\":\"true\"")).get("validate"))
        .hasToString("true");
    assertThat(refusal("AddOrder", order("\"pair\":\"XBTUSD\",\"validate\":false")))
        .hasMessageStartingWith("validate: say true, or leave it out");
    assertThat(refusal("AddOrder", order("\"pair\":\"XBTUSD\",\"validate\":\"false\"")))
        .hasMessageStartingWith("validate: say true, or leave it out");
  }

  @Test
  void aDeadlineIsATime() throws InvalidRequest {
    assertThat(
            read("AddOrder", order("\"pair\":\"XBTUSD\",\"deadline\":\"2026-09-03T12:00:10Z\""))
                .get("deadline")
                .textValue())
        .isEqualTo("2026-09-03T12:00:10Z");
    assertThat(refusal("AddOrder", order("\"pair\":\"XBTUSD\",\"deadline\":\"soon\"")))
        .hasMessageStartingWith("deadline: expects a time");
  }

  @Test
  void anOrderHasEitherOfTwoNames() {
    assertThat(refusal("AddOrder", order("\"pair\":\"XBTUSD\",\"cl_ord_id\":\"a\",\"userref\":7")))
        .hasMessage("userref: Kraken takes either it or cl_ord_id");
    assertThat(
            refusal(
                "AddOrderBatch", batch(ONE, "{\"cl_ord_id\":\"a\",\"userref\":7," + ORDER + "}")))
        .hasMessage("orders[1].userref: Kraken takes either it or cl_ord_id");
  }

  @Test
  void aBatchHasTwoToFifteenOrders() throws InvalidRequest {
    for (int size : new int[] {0, 1, 16}) {
      assertThat(refusal("AddOrderBatch", batchOf(size)))
          .hasMessage("orders: expects an array of 2 to 15 orders");
    }
    assertThat(refusal("AddOrderBatch", "{\"pair\":\"XBTUSD\",\"orders\":{}}"))
        .hasMessage("orders: expects an array of 2 to 15 orders");
    assertThat(read("AddOrderBatch", batchOf(2)).get("orders")).hasSize(2);
    assertThat(read("AddOrderBatch", batchOf(15)).get("orders")).hasSize(15);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"buy\",\"ordertype\":\"market\",\"volume\":1.5} | orders[1].volume: expects a decimal",
        "{\"type\":\"buy\",\"ordertype\":\"market\"}            | orders[1].volume: missing; ",
        "{\"type\":\"buy\",\"ordertype\":\"market\",\"volume\":\"1.123456789\"} | orders[1].volume: 1.123456789 has more than the 8",
        "{\"pair\":\"XBTUSD\"}                                  | orders[1].pair: not a parameter",
        "{\"close\":{\"price\":1}}                              | orders[1].close.price: expects a price",
        "\"OUF4EM\"                                             | orders[1]: expects an object"
      })
  void whatIsWrongInABatchIsToldWithItsPlace(String second, String refusal) {
    assertThat(refusal("AddOrderBatch", batch(ONE, second))).hasMessageStartingWith(refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CancelOrder", "AmendOrder"})
  void anOrderIsNamedInOneWay(String endpoint) throws InvalidRequest {
    String message = endpoint + " needs either txid or cl_ord_id";

    assertThat(refusal(endpoint, "{}")).hasMessage(message);
    assertThat(refusal(endpoint, "{\"txid\":\"O\",\"cl_ord_id\":\"a\"}")).hasMessage(message);
    assertThat(read(endpoint, "{\"txid\":\"O\"}")).hasToString("{\"txid\":\"O\"}");
    assertThat(read(endpoint, "{\"cl_ord_id\":\"a\"}")).hasToString("{\"cl_ord_id\":\"a\"}");
  }

  @Test
  void aCancelOfSeveralNamesOneToFifty() throws InvalidRequest {
    String message = "CancelOrderBatch needs 1 to 50 ids in orders and cl_ord_ids";

    assertThat(refusal("CancelOrderBatch", "{}")).hasMessage(message);
    assertThat(
            refusal(
                "CancelOrderBatch", "{\"orders\":" + ids(25) + ",\"cl_ord_ids\":" + ids(26) + "}"))
        .hasMessage(message);
    ObjectNode fifty =
        read("CancelOrderBatch", "{\"orders\":" + ids(25) + ",\"cl_ord_ids\":" + ids(25) + "}");
    assertThat(fifty.get("orders")).hasSize(25);
    assertThat(fifty.get("cl_ord_ids")).hasSize(25);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"orders\":[]}                | orders: expects an array of texts",
        "{\"orders\":\"O\"}             | orders: expects an array of texts",
        "{\"cl_ord_ids\":[\"a\",true]}  | cl_ord_ids[1]: expects a text",
        "{\"orders\":[\"a\",\"\"]}      | orders[1]: expects a text"
      })
  void aListIsAnArrayOfTexts(String given, String refusal) {
    assertThat(refusal("CancelOrderBatch", given)).hasMessageStartingWith(refusal);
  }

  @Test
  void aUserrefMayCancelToo() throws InvalidRequest {
    assertThat(read("CancelOrderBatch", "{\"orders\":[17,\"OUF4EM\"]}"))
        .hasToString("{\"orders\":[\"17\",\"OUF4EM\"]}");
  }

  @Test
  void aRefusalNamesNoValueThatIsLong() {
    assertThatThrownBy(
            () ->
                read(
                    "AddOrder",
                    order("\"pair\":\"XBTUSD\",\"price2\":\"" + "9".repeat(900) + "\"")))
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
  }

  private ObjectNode read(String endpoint, String given) throws InvalidRequest {
    return Parameters.read(EndpointCatalogue.get(endpoint), Parsed.object(given), pairs::find);
  }

  private InvalidRequest refusal(String endpoint, String given) {
    return catchThrowableOfType(InvalidRequest.class, () -> read(endpoint, given));
  }

  private static String order(String more) {
    return "{" + ORDER + "," + more + "}";
  }

  private static String batch(String... orders) {
    return "{\"pair\":\"XBTUSD\",\"orders\":[" + String.join(",", orders) + "]}";
  }

  private static String batchOf(int size) {
    return batch(Collections.nCopies(size, ONE).toArray(String[]::new));
  }

  private static String ids(int count) {
    return "[" + String.join(",", Collections.nCopies(count, "\"O\"")) + "]";
  }
}
