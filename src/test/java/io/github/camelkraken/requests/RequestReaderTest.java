package io.github.camelkraken.requests;

import static io.github.camelkraken.requests.SampleRequest.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.rest.Group;
import io.github.camelkraken.rest.PrivateCall;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final String ORDER =
      "\"type\":\"buy\",\"ordertype\":\"limit\",\"volume\":\"1.25\",\"price\":\"37500\"";
  private static final String ADD =
      "{\"endpoint\":\"AddOrder\",\"pair\":\"BTC/USD\"," + ORDER + "}";
  private static final String CANCEL = "{\"endpoint\":\"CancelOrder\",\"txid\":\"OUF4EM\"}";
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final RequestReader live = reader("live");
  private final RequestReader validating = reader("validate");

  @Test
  void aRequestBecomesTheCallThatItAsksFor() throws Exception {
    PrivateCall call = live.read(SampleRequest.of(ADD).build());

    assertThat(call.account()).isEqualTo("default");
    assertThat(call.endpoint()).isEqualTo("AddOrder");
    assertThat(call.isUrgent()).isFalse();
    assertThat(call.parameters().get("pair").textValue()).isEqualTo("XBTUSD");
    assertThat(call.changes()).isTrue();
    assertThat(live.read(SampleRequest.of(CANCEL).urgent().build()).isUrgent()).isTrue();
  }

  // Identity

  @Test
  void aRequestIsNamedByItsSenderOrElseByItsPlace() {
    assertThat(SampleRequest.of(ADD).header("request-id", "mine").build().id()).isEqualTo("mine");
    assertThat(
            SampleRequest.of(ADD)
                .header("ce_source", "/strategy/")
                .header("ce_id", "17")
                .build()
                .id())
        .isEqualTo("/strategy/17");
    assertThat(SampleRequest.of(ADD).build().id())
        .isEqualTo("kraken.orders.requests-1-42-" + NOW.minusSeconds(5).toEpochMilli());
  }

  @Test
  void theRequestsOwnIdWinsOverThatOfItsEvent() {
    assertThat(
            SampleRequest.of(ADD)
                .header("ce_source", "/strategy/")
                .header("ce_id", "17")
                .header("request-id", "mine")
                .build()
                .id())
        .isEqualTo("mine");
  }

  @Test
  void halfAnEventsIdOrAnEmptyOneIsNone() {
    assertThat(SampleRequest.of(ADD).header("ce_id", "17").build().givenId()).isEmpty();
    assertThat(SampleRequest.of(ADD).header("ce_source", "/s").build().givenId()).isEmpty();
    assertThat(SampleRequest.of(ADD).header("request-id", "").build().givenId()).isEmpty();
    assertThat(SampleRequest.of(ADD).header("request-id", null).build().givenId()).isEmpty();
  }

  @Test
  void ofSeveralHeadersOfANameTheLastCounts() {
    assertThat(
            SampleRequest.of(ADD)
                .header("request-id", "first")
                .header("request-id", "last")
                .build()
                .id())
        .isEqualTo("last");
  }

  @Test
  void anIdHasAnEnd() throws Exception {
    live.read(SampleRequest.of(ADD).header("request-id", "x".repeat(256)).build());

    assertThat(refusal(live, SampleRequest.of(ADD).header("request-id", "x".repeat(257))))
        .hasMessage("request-id: expects at most 256 characters");
  }

  // Account

  @Test
  void theKeyNamesTheAccount() throws Exception {
    assertThat(live.read(SampleRequest.of(ADD).key("second").build()).account())
        .isEqualTo("second");
    assertThat(live.read(SampleRequest.of(ADD).key("").build()).account()).isEqualTo("default");
  }

  @Test
  void anAccountThatIsNotConfiguredIsRefusedWithThoseThatAre() {
    assertThat(refusal(live, SampleRequest.of(ADD).key("third")))
        .hasMessage("key: names no account that is configured; there is default, second");
  }

  // Endpoint

  @ParameterizedTest
  @CsvSource({
    "ORDERS,  Balance",
    "ORDERS,  CancelAll",
    "ORDERS,  CancelAllOrdersAfter",
    "ACCOUNT, AddOrder",
    "ACCOUNT, Withdraw",
    "FUNDING, Balance",
    "FUNDING, addorder",
    "ORDERS,  nonsense"
  })
  void whatATopicDoesNotServeIsRefusedWithWhatItServes(Group group, String endpoint) {
    assertThat(refusal(live, asking(endpoint).in(group)))
        .hasMessageStartingWith("endpoint: ")
        .hasMessageContaining(
            "is not served on kraken." + group.topics() + ".requests, which serves ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AddOrder", "AmendOrder", "Balance"})
  void theUrgentTopicServesCancelsOnly(String endpoint) {
    assertThat(refusal(live, asking(endpoint).urgent()))
        .hasMessageEndingWith(
            "is not served on kraken.orders.urgent, which serves CancelOrder, CancelOrderBatch,"
                + " CancelAll, CancelAllOrdersAfter");
  }

  @Test
  void aCancelMayComeOnEitherTopic() throws Exception {
    assertThat(live.read(SampleRequest.of(CANCEL).build()).endpoint()).isEqualTo("CancelOrder");
    assertThat(live.read(SampleRequest.of(CANCEL).urgent().build()).endpoint())
        .isEqualTo("CancelOrder");
    assertThat(live.read(asking("CancelAll").urgent().build()).endpoint()).isEqualTo("CancelAll");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetWebSocketsToken", "RetrieveExport"})
  void whatWouldPublishASecretIsNotServed(String endpoint) {
    assertThat(refusal(live, asking(endpoint).in(Group.ACCOUNT)))
        .hasMessage("endpoint: " + endpoint + " is not served, its answer is a secret or no JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"endpoint\":17}", "{\"endpoint\":null}", "{\"Endpoint\":\"AddOrder\"}"})
  void aRequestNamesAnEndpoint(String value) {
    assertThat(refusal(live, SampleRequest.of(value)))
        .hasMessageStartingWith("endpoint: expects the name of one, out of AddOrder, ");
  }

  // What cannot be read

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                              | EMPTY",
        "nonsense                        | NOT_JSON",
        "{\"endpoint\":\"AddOrder\"      | NOT_JSON",
        "{\"endpoint\":\"AddOrder\"} {}  | NOT_JSON",
        "{\"volume\":\"1\",\"volume\":\"2\"} | NOT_JSON",
        "{\"volume\":NaN}                | NOT_JSON",
        "[]                              | NOT_AN_OBJECT",
        "[{\"endpoint\":\"AddOrder\"}]   | NOT_AN_OBJECT",
        "\"AddOrder\"                    | NOT_AN_OBJECT",
        "null                            | NOT_AN_OBJECT",
        "17                              | NOT_AN_OBJECT"
      })
  void whatIsNoJsonObjectCannotBeRead(String value, String reason) {
    Unreadable unreadable = unreadable(SampleRequest.of(value));

    assertThat(unreadable.reason()).isEqualTo(reason);
    assertThat(unreadable.getMessage()).doesNotContain("\n").hasSizeLessThan(260);
  }

  @Test
  void aRecordWithoutAValueCannotBeRead() {
    assertThat(unreadable(SampleRequest.of((byte[]) null)).reason()).isEqualTo("EMPTY");
  }

  @Test
  void aRequestHasAtMost64Kibibytes() throws Exception {
    String padded = ADD + " ".repeat(64 * 1024 - ADD.length());

    assertThat(live.read(SampleRequest.of(padded).build()).endpoint()).isEqualTo("AddOrder");
    assertThat(unreadable(SampleRequest.of(padded + " ")))
        .hasMessage("65537 bytes; a request has at most 65536")
        .extracting(Unreadable::reason)
        .isEqualTo("TOO_LARGE");
  }

  @Test
  void soHaveItsKeyAndHeaders() throws Exception {
    int most = 64 * 1024 - "default".length() - "note".length() - 2;

    live.read(SampleRequest.of(ADD).key("default").header("note", "x".repeat(most)).build());
    assertThat(
            unreadable(SampleRequest.of(ADD).key("default").header("note", "x".repeat(most + 1)))
                .reason())
        .isEqualTo("TOO_LARGE");
    SampleRequest empty = SampleRequest.of(ADD);
    for (int i = 0; i <= 32 * 1024; i++) {
      empty.header("", null);
    }
    assertThat(unreadable(empty).reason()).isEqualTo("TOO_LARGE");
  }

  @Test
  void whatIsNotUtf8CannotBeRead() {
    byte[] latin = "{\"endpoint\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(unreadable(SampleRequest.of(latin)).reason()).isEqualTo("NOT_JSON");
  }

  // Life

  @Test
  void aRequestLivesForAMinuteAfterItWasWritten() throws Exception {
    assertThat(live.read(SampleRequest.of(ADD).build()).expiresAt())
        .contains(NOW.minusSeconds(5).plusSeconds(60));
  }

  @Test
  void theLifeOfARequestCanBeConfigured() throws Exception {
    RequestReader patient = reader("live", "kraken.request-ttl", "5m");

    assertThat(patient.read(SampleRequest.of(ADD).written(NOW).build()).expiresAt())
        .contains(NOW.plusSeconds(300));
  }

  @Test
  void aProducerWhoseClockIsAheadDoesNotLengthenTheLife() throws Exception {
    assertThat(live.read(SampleRequest.of(ADD).written(NOW.plusSeconds(3_600)).build()).expiresAt())
        .contains(NOW.plusSeconds(60));
  }

  @Test
  void aRequestMaySayWhenItExpires() throws Exception {
    assertThat(expiring(NOW.plusSeconds(10).toString())).isEqualTo(NOW.plusSeconds(10));
    assertThat(expiring("2026-09-03T14:00:10+02:00")).isEqualTo(NOW.plusSeconds(10));
    assertThat(expiring(NOW.plus(Duration.ofHours(24)).toString()))
        .isEqualTo(NOW.plus(Duration.ofHours(24)));
    assertThat(expiring(NOW.minusSeconds(1).toString())).isEqualTo(NOW.minusSeconds(1));
  }

  @Test
  void nothingExpiresLaterThanInADay() {
    assertThat(
            refusal(
                live,
                SampleRequest.of(ADD)
                    .header("expires-at", NOW.plus(Duration.ofHours(24)).plusMillis(1).toString())))
        .hasMessage("expires-at: expects a time at most 24 h ahead");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "1788437410", "2026-09-03", "+999999999-12-31T23:59:59Z1"})
  void anotherExpiryIsRefused(String text) {
    assertThat(refusal(live, SampleRequest.of(ADD).header("expires-at", text)))
        .hasMessageStartingWith("expires-at: expects a time such as ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANCEL,
        "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"a\"}",
        "{\"endpoint\":\"CancelOrderBatch\",\"orders\":[\"OUF4EM\"]}"
      })
  void aCancelByIdNeverGrowsTooOldUnlessItSaysSo(String cancel) throws Exception {
    Instant end = NOW.plusSeconds(3);

    assertThat(live.read(SampleRequest.of(cancel).build()).expiresAt()).isEmpty();
    assertThat(
            live.read(SampleRequest.of(cancel).header("expires-at", end.toString()).build())
                .expiresAt())
        .contains(end);
  }

  @Test
  void aCancelOfAllGrowsTooOld() throws Exception {
    assertThat(live.read(asking("CancelAll").urgent().build()).expiresAt()).isPresent();
  }

  // Identity of the order

  @Test
  void anOrderWithoutANameGetsOneThatStaysTheSame() throws Exception {
    String name = clientId("default", "request 1");

    assertThat(name).matches(UUID).isEqualTo(clientId("default", "request 1"));
  }

  @Property
  void ordersOfOtherRequestsOrAccountsHaveOtherNames(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 20) String one,
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 20) String other)
      throws Exception {
    assertThat(clientId("default", one).equals(clientId("default", other)))
        .isEqualTo(one.equals(other));
    assertThat(clientId("default", one)).isNotEqualTo(clientId("second", one));
  }

  @Test
  void anOrderThatHasANameKeepsIt() throws Exception {
    assertThat(live.read(adding("\"cl_ord_id\":\"mine\",").build()).parameters().get("cl_ord_id"))
        .hasToString("\"mine\"");
    PrivateCall tagged = live.read(adding("\"userref\":7,").build());
    assertThat(tagged.parameters().has("cl_ord_id")).isFalse();
    assertThat(tagged.parameters().get("userref")).hasToString("7");
  }

  @Test
  void eachOrderOfABatchGetsANameOfItsOwn() throws Exception {
    String batch =
        "{\"endpoint\":\"AddOrderBatch\",\"pair\":\"XBTUSD\",\"orders\":[{"
            + ORDER
            + "},{"
            + ORDER
            + "},{\"userref\":7,"
            + ORDER
            + "}]}";

    PrivateCall call = live.read(SampleRequest.of(batch).build());

    assertThat(call.parameters().has("cl_ord_id")).isFalse();
    assertThat(call.parameters().get("orders").findValuesAsText("cl_ord_id"))
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches(UUID));
    assertThat(call.parameters().get("orders").get(2).has("cl_ord_id")).isFalse();
    assertThat(live.read(SampleRequest.of(batch).build()).parameters())
        .isEqualTo(call.parameters());
  }

  @Test
  void whatPlacesNoOrderGetsNoName() throws Exception {
    assertThat(live.read(SampleRequest.of(CANCEL).build()).parameters())
        .hasToString("{\"txid\":\"OUF4EM\"}");
    assertThat(
            live.read(
                    SampleRequest.of(
                            "{\"endpoint\":\"EditOrder\",\"txid\":\"OUF4EM\",\"pair\":\"XBTUSD\"}")
                        .build())
                .parameters()
                .has("cl_ord_id"))
        .isFalse();
  }

  // Mode

  @Test
  void inModeValidateAnOrderIsOnlyChecked() throws Exception {
    PrivateCall call = validating.read(SampleRequest.of(ADD).build());

    assertThat(call.parameters().get("validate")).hasToString("true");
    assertThat(call.changes()).isFalse();
  }

  @Test
  void inModeLiveNothingIsSaidOfValidateUnlessTheRequestDoes() throws Exception {
    assertThat(live.read(SampleRequest.of(ADD).build()).parameters().has("validate")).isFalse();
    assertThat(live.read(adding("\"validate\":\"true\",").build()).isValidating()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ORDERS  | {\"endpoint\":\"CancelOrder\",\"txid\":\"O\"}",
        "ORDERS  | {\"endpoint\":\"CancelOrderBatch\",\"orders\":[\"O\"]}",
        "ORDERS  | {\"endpoint\":\"AmendOrder\",\"txid\":\"O\",\"order_qty\":\"1\"}",
        "ACCOUNT | {\"endpoint\":\"RemoveExport\",\"id\":\"X\",\"type\":\"delete\"}",
        "FUNDING | {\"endpoint\":\"Withdraw\",\"asset\":\"XBT\",\"key\":\"k\",\"amount\":\"1\"}",
        "FUNDING | {\"endpoint\":\"DepositAddresses\",\"asset\":\"XBT\",\"method\":\"m\",\"new\":true}"
      })
  void inModeValidateWhatKrakenCannotOnlyCheckIsRefused(Group group, String value) {
    ForbiddenByMode forbidden =
        catchThrowableOfType(
            ForbiddenByMode.class,
            () -> validating.read(SampleRequest.of(value).in(group).build()));

    assertThat(forbidden)
        .hasMessageContaining("would change something")
        .hasMessageContaining("account default is in mode validate (kraken.trading.mode)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ACCOUNT | {\"endpoint\":\"Balance\"}",
        "ACCOUNT | {\"endpoint\":\"OpenOrders\"}",
        "FUNDING | {\"endpoint\":\"DepositAddresses\",\"asset\":\"XBT\",\"method\":\"m\"}",
        "FUNDING | {\"endpoint\":\"WithdrawStatus\"}"
      })
  void inModeValidateQueriesPass(Group group, String value) throws Exception {
    assertThat(validating.read(SampleRequest.of(value).in(group).build()).changes()).isFalse();
  }

  @Test
  void eachAccountHasItsOwnMode() throws Exception {
    assertThat(validating.read(SampleRequest.of(CANCEL).key("second").build()).changes()).isTrue();
  }

  private static RequestReader reader(String mode, String... more) {
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "kraken.api-key", "key-of-first",
                "kraken.api-secret", "Zmlyc3Q=",
                "kraken.trading.mode", mode,
                "kraken.accounts.second.api-key", "key-of-second",
                "kraken.accounts.second.api-secret", "c2Vjb25k",
                "kraken.accounts.second.mode", "live"));
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    KrakenConfig config = KrakenConfigTest.config(properties);
    Accounts accounts = new Accounts(config);
    accounts.read();
    return new RequestReader(
        accounts, SampleRequest.pairs(config), config, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static SampleRequest asking(String endpoint) {
    return SampleRequest.of("{\"endpoint\":\"" + endpoint + "\"}");
  }

  private static SampleRequest adding(String more) {
    return SampleRequest.of(
        "{\"endpoint\":\"AddOrder\",\"pair\":\"BTC/USD\"," + more + ORDER + "}");
  }

  private String clientId(String account, String requestId) throws Exception {
    return live.read(SampleRequest.of(ADD).key(account).header("request-id", requestId).build())
        .parameters()
        .get("cl_ord_id")
        .textValue();
  }

  private Instant expiring(String header) throws Exception {
    return live.read(SampleRequest.of(ADD).header("expires-at", header).build())
        .expiresAt()
        .orElseThrow();
  }

  private static InvalidRequest refusal(RequestReader reader, SampleRequest request) {
    return catchThrowableOfType(InvalidRequest.class, () -> reader.read(request.build()));
  }

  private Unreadable unreadable(SampleRequest request) {
    return catchThrowableOfType(Unreadable.class, () -> live.read(request.build()));
  }
}
