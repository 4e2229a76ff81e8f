package io.github.camelkraken.requests;

import static io.github.camelkraken.requests.SampleRequest.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.rest.Ambiguous;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.InvalidNonce;
import io.github.camelkraken.rest.KeyFault;
import io.github.camelkraken.rest.KrakenClock;
import io.github.camelkraken.rest.KrakenException;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.MarketState;
import io.github.camelkraken.rest.NotDelivered;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.rest.Refused;
import io.github.camelkraken.rest.ReplyReader;
import io.github.camelkraken.rest.Transient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
  private static final Instant SENT = NOW.plusSeconds(1);
  private static final Instant ANSWERED = NOW.plusSeconds(2);

  private final Clock clock = Clock.fixed(ANSWERED, ZoneOffset.UTC);
  private final Results results = new Results(accounts(), clock);
  private final Request request =
      SampleRequest.of("{\"endpoint\":\"AddOrder\",\"cl_ord_id\":\"asked\"}")
          .header("request-id", "mine")
          .build();

  @Test
  void anAcceptedOrderHasTheFieldsOfTheContractInItsOrder() {
    Result result =
        accepted(
            sent("AddOrder", "{\"cl_ord_id\":\"a\"}"),
            "{\"txid\":[\"OUF4EM-FRGI2-MQMWZD\"],\"descr\":{\"order\":\"buy\"}}");

    assertThat(result.status()).isEqualTo(Status.ACCEPTED);
    assertThat(result.value())
        .hasToString(
            "{\"request_id\":\"mine\",\"account\":\"default\",\"endpoint\":\"AddOrder\","
                + "\"mode\":\"live\",\"status\":\"accepted\",\"final\":true,"
                + "\"reason\":null,\"detail\":null,\"errors\":[],\"cl_ord_id\":\"a\","
                + "\"txid\":[\"OUF4EM-FRGI2-MQMWZD\"],"
                + "\"result\":{\"txid\":[\"OUF4EM-FRGI2-MQMWZD\"],\"descr\":{\"order\":\"buy\"}},"
                + "\"attempts\":1,"
                + "\"request\":{\"topic\":\"kraken.orders.requests\",\"partition\":1,\"offset\":42},"
                + "\"received_at\":\"2026-09-03T12:00:00Z\",\"sent_at\":\"2026-09-03T12:00:01Z\","
                + "\"answered_at\":\"2026-09-03T12:00:02Z\"}");
  }

  @Test
  void everyResultHasTheSameFields() {
    List<String> fields =
        List.of(
            "request_id",
            "account",
            "endpoint",
            "mode",
            "status",
            "final",
            "reason",
            "detail",
            "errors",
            "cl_ord_id",
            "txid",
            "result",
            "attempts",
            "request",
            "received_at",
            "sent_at",
            "answered_at");

    assertThat(fieldsOf(accepted(sent("Balance", "{}"), "{\"ZUSD\":\"1.0\"}"))).isEqualTo(fields);
    assertThat(fieldsOf(results.refused(request, call("AddOrder", "{}"), refusedByKraken())))
        .isEqualTo(fields);
    assertThat(fieldsOf(results.refused(request, null, new InvalidRequest("pair: missing"))))
        .isEqualTo(fields);
    assertThat(fieldsOf(results.unknown(request, sent("AddOrder", "{}"), ambiguous())))
        .isEqualTo(fields);
    assertThat(fieldsOf(results.notOpen(request, sent("CancelOrder", "{}"), refusedByKraken())))
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"txid\":[\"OUF4EM\",\"OB5VMB\"]} | [\"OUF4EM\",\"OB5VMB\"]",
        "{\"txid\":\"OUF4EM\"}              | [\"OUF4EM\"]",
        "{\"txid\":null}                    | []",
        "{\"descr\":{}}                     | []",
        "null                               | []",
        "true                               | []",
        "[{\"txid\":\"abc\"}]               | []"
      })
  void txidIsAnArrayWhateverKrakenMakesOfIt(String answer, String txids) {
    assertThat(accepted(sent("EditOrder", "{}"), answer).value().get("txid")).hasToString(txids);
  }

  @Test
  void anOrderThatWasOnlyCheckedIsValidated() {
    Result result = accepted(sent("AddOrder", "{\"validate\":true}"), "{\"descr\":{}}");

    assertThat(result.status()).isEqualTo(Status.VALIDATED);
    assertThat(result.value().get("status")).hasToString("\"validated\"");
    assertThat(result.value().get("final").booleanValue()).isTrue();
    assertThat(result.value().get("txid")).isEmpty();
  }

  @Test
  void anAnswerThatSaysNothingIsAccepted() {
    assertThat(accepted(sent("Earn/Allocate", "{}"), "null").value().get("result"))
        .hasToString("null");
  }

  @Test
  void aBatchIsAcceptedIfAnyOfItsOrdersWas() {
    Result result =
        accepted(
            batch(""),
            "{\"orders\":[{\"txid\":\"OUF4EM\"},{\"error\":\"EOrder:Insufficient funds\"}]}");

    assertThat(result.status()).isEqualTo(Status.ACCEPTED);
    assertThat(result.value().get("reason").isNull()).isTrue();
    assertThat(result.value().get("txid")).hasToString("[\"OUF4EM\"]");
    assertThat(result.value().get("orders"))
        .hasToString(
            "[{\"status\":\"accepted\",\"cl_ord_id\":\"a\",\"txid\":[\"OUF4EM\"],\"errors\":[]},"
                + "{\"status\":\"rejected\",\"cl_ord_id\":null,\"txid\":[],"
                + "\"errors\":[\"EOrder:Insufficient funds\"]}]");
  }

  @Test
  void aBatchOfWhichAllWereTakenTellsAllIds() {
    Result result =
        accepted(batch(""), "{\"orders\":[{\"txid\":\"OUF4EM\"},{\"txid\":\"OB5VMB\"}]}");

    assertThat(result.status()).isEqualTo(Status.ACCEPTED);
    assertThat(result.value().get("txid")).hasToString("[\"OUF4EM\",\"OB5VMB\"]");
    assertThat(result.value().get("orders").findValuesAsText("status"))
        .containsExactly("accepted", "accepted");
  }

  @Test
  void aBatchOfWhichNoneWasTakenIsRejected() {
    Result result =
        accepted(
            batch(""),
            "{\"orders\":[{\"error\":\"EOrder:Insufficient funds\"},"
                + "{\"error\":\"EOrder:Order minimum not met\"}]}");

    assertThat(result.status()).isEqualTo(Status.REJECTED);
    assertThat(result.value().get("status").textValue()).isEqualTo("rejected");
    assertThat(result.value().get("reason").textValue()).isEqualTo("KRAKEN_REFUSED");
    assertThat(result.value().get("detail").isNull()).isFalse();
    assertThat(result.value().get("txid")).isEmpty();
    assertThat(result.value().get("orders")).hasSize(2);
  }

  @Test
  void aBatchThatWasOnlyCheckedIsValidated() {
    Result result =
        accepted(
            batch("\"validate\":true,"),
            "{\"orders\":[{\"descr\":{}},{\"error\":\"EOrder:Insufficient funds\"}]}");

    assertThat(result.status()).isEqualTo(Status.VALIDATED);
    assertThat(result.value().get("orders").findValuesAsText("status"))
        .containsExactly("validated", "rejected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void anOrderOfABatchWithoutAnErrorWasTaken(String nothing) {
    Result result =
        accepted(
            batch(""),
            "{\"orders\":[{\"txid\":\"OUF4EM\",\"error\":%s},{\"txid\":\"OB5VMB\"}]}"
                .formatted(nothing));

    assertThat(result.value().get("orders").findValuesAsText("status"))
        .containsExactly("accepted", "accepted");
    assertThat(result.value().get("txid")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiKey", "api_key"})
  void ofAKeyOnlyTheBeginningIsTold(String name) {
    ObjectNode value =
        accepted(
                sent("GetApiKeyInfo", "{}"),
                "{\"%s\":\"CJbfPw4tnbf9enZmpew\",\"nonce\":\"17\"}".formatted(name))
            .value();

    assertThat(value.get("result")).hasToString("{\"" + name + "\":\"CJbf…\",\"nonce\":\"17\"}");
    assertThat(value.toString()).doesNotContain("Pw4tnbf9enZmpew");
  }

  @Test
  void ofAShortKeyLessIsTold() {
    assertThat(accepted(sent("GetApiKeyInfo", "{}"), "{\"apiKey\":\"abcd\"}").value().get("result"))
        .hasToString("{\"apiKey\":\"ab…\"}");
  }

  @Test
  void aCancelThatFindsNothingAfterAnAttemptIsAccepted() {
    Result result = results.notOpen(request, sent("CancelOrder", "{}"), refusedByKraken());

    assertThat(result.status()).isEqualTo(Status.ACCEPTED);
    assertThat(result.value().get("reason").textValue()).isEqualTo("NOT_OPEN");
    assertThat(result.value().get("errors")).hasToString("[\"EOrder:Insufficient funds\"]");
  }

  static Stream<Arguments> reasons() {
    return Stream.of(
        Arguments.of(new RateLimited("EAPI:Rate limit exceeded", Optional.empty()), "RATE_LIMITED"),
        Arguments.of(new Transient("HTTP 503"), "UNAVAILABLE"),
        Arguments.of(new NotDelivered("refused", new ConnectException()), "UNAVAILABLE"),
        Arguments.of(new MarketState("EService:Market in cancel_only mode"), "MARKET_STATE"),
        Arguments.of(new Refused("EOrder:Insufficient funds"), "KRAKEN_REFUSED"),
        Arguments.of(new LockedOut("EGeneral:Temporary lockout"), "LOCKED_OUT"),
        Arguments.of(new KeyFault("EAPI:Invalid key"), "KEY_FAULT"),
        Arguments.of(new InvalidNonce("EAPI:Invalid nonce"), "KEY_FAULT"),
        Arguments.of(new ForbiddenByMode("in mode validate"), "VALIDATE_MODE"),
        Arguments.of(new InvalidRequest("pair: missing"), "INVALID_REQUEST"),
        Arguments.of(new Unreadable("NOT_JSON", "not JSON"), "INVALID_REQUEST"),
        Arguments.of(new IllegalStateException("nobody thought of it"), "GATEWAY_FAULT"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void whatHadNoEffectIsRejectedWithTheReasonOfItsClass(Exception failure, String reason) {
    Result result = results.refused(request, call("AddOrder", "{}"), failure);

    assertThat(result.status()).isEqualTo(Status.REJECTED);
    assertThat(result.value().get("status").textValue()).isEqualTo("rejected");
    assertThat(result.value().get("final").booleanValue()).isTrue();
    assertThat(result.value().get("reason").textValue()).isEqualTo(reason);
    assertThat(result.value().get("detail").textValue()).isEqualTo(failure.getMessage());
    assertThat(result.value().has("retry_at")).isFalse();
  }

  @Test
  void whatIsTooOldIsExpired() {
    Result result = results.refused(request, call("AddOrder", "{}"), new Expired("too old"));

    assertThat(result.status()).isEqualTo(Status.EXPIRED);
    assertThat(result.value().get("status").textValue()).isEqualTo("expired");
    assertThat(result.value().get("reason").isNull()).isTrue();
    assertThat(result.value().get("detail").textValue()).isEqualTo("too old");
  }

  @Test
  void krakensOwnWordsAreTold() {
    assertThat(
            results
                .refused(request, call("AddOrder", "{}"), refusedByKraken())
                .value()
                .get("errors"))
        .hasToString("[\"EOrder:Insufficient funds\"]");
  }

  @Test
  void whoIsLockedOutIsToldUntilWhen() {
    Result result = results.refused(request, call("AddOrder", "{}"), new LockedOut(NOW));

    assertThat(result.value().get("reason").textValue()).isEqualTo("LOCKED_OUT");
    assertThat(result.value().get("retry_at").textValue()).isEqualTo(NOW.toString());
  }

  @Test
  void whatMayHaveTakenEffectAndIsRefusedWhenItIsRepeatedIsUnknownForThatReason() {
    Result result = results.unknown(request, sent("CancelAll", "{}"), new LockedOut(NOW));

    assertThat(result.value().get("status").textValue()).isEqualTo("unknown");
    assertThat(result.value().get("final").booleanValue()).isFalse();
    assertThat(result.value().get("reason").textValue()).isEqualTo("LOCKED_OUT");
  }

  @Test
  void whatMayHaveTakenEffectIsUnknownAndNotFinal() {
    Result result =
        results.unknown(request, sent("AddOrder", "{\"cl_ord_id\":\"a\"}"), ambiguous());

    assertThat(result.status()).isEqualTo(Status.UNKNOWN);
    assertThat(result.value().get("status").textValue()).isEqualTo("unknown");
    assertThat(result.value().get("final").booleanValue()).isFalse();
    assertThat(result.value().get("reason").isNull()).isTrue();
    assertThat(result.value().get("detail").textValue()).isEqualTo("HTTP 502");
    assertThat(result.value().get("cl_ord_id").textValue()).isEqualTo("a");
  }

  @Test
  void whatWasNeverSentHasNoTimesAndNoAttempts() {
    ObjectNode value = results.refused(request, call("AddOrder", "{}"), new Expired("old")).value();

    assertThat(value.get("attempts").intValue()).isZero();
    assertThat(value.get("sent_at").isNull()).isTrue();
    assertThat(value.get("answered_at").isNull()).isTrue();
    assertThat(value.get("received_at").textValue()).isEqualTo(NOW.toString());
  }

  @Test
  void ofARequestThatCannotBeCarriedOutWhatCanBeToldIsTold() {
    ObjectNode value = results.refused(request, null, new InvalidRequest("pair: missing")).value();

    assertThat(value.get("endpoint").textValue()).isEqualTo("AddOrder");
    assertThat(value.get("cl_ord_id").textValue()).isEqualTo("asked");
  }

  @Test
  void ofARequestThatCannotBeReadNothingIsTold() {
    Request unreadable = SampleRequest.of("nonsense").key("third").build();

    ObjectNode value = results.refused(unreadable, null, new Unreadable("NOT_JSON", "no")).value();

    assertThat(value.get("endpoint").isNull()).isTrue();
    assertThat(value.get("cl_ord_id").isNull()).isTrue();
    assertThat(value.get("account").textValue()).isEqualTo("third");
    assertThat(value.get("mode").isNull()).isTrue();
    assertThat(value.get("request_id").textValue()).startsWith("kraken.orders.requests-1-42-");
  }

  @Test
  void theSameAnswerHasTheSameEventIdAndAnInterimOneAnother() {
    PrivateCall call = sent("AddOrder", "{}");

    assertThat(accepted(call, "{}").eventId())
        .isEqualTo("default/mine")
        .isEqualTo(results.refused(request, call, refusedByKraken()).eventId());
    assertThat(results.unknown(request, call, ambiguous()).eventId())
        .isEqualTo("default/mine/unknown");
  }

  private static Accounts accounts() {
    Accounts accounts =
        new Accounts(
            KrakenConfigTest.config(
                Map.of(
                    "kraken.api-key", "key-of-first",
                    "kraken.api-secret", "Zmlyc3Q=",
                    "kraken.trading.mode", "live")));
    accounts.read();
    return accounts;
  }

  private Result accepted(PrivateCall call, String answer) {
    return results.accepted(
        request, call, new Answer(call, Parsed.json(answer), ANSWERED, ANSWERED));
  }

  private static PrivateCall call(String endpoint, String parameters) {
    return new PrivateCall(
        "default", EndpointCatalogue.get(endpoint), Parsed.object(parameters), false, null);
  }

  private static PrivateCall sent(String endpoint, String parameters) {
    PrivateCall call = call(endpoint, parameters);
    call.signed(SENT, SENT, null, "1");
    call.leaves();
    return call;
  }

  private static PrivateCall batch(String more) {
    return sent(
        "AddOrderBatch", "{" + more + "\"orders\":[{\"cl_ord_id\":\"a\"},{\"userref\":7}]}");
  }

  /** As Kraken's answer is read. */
  private KrakenException refusedByKraken() {
    try {
      new ReplyReader(clock, new KrakenClock(clock), new SimpleMeterRegistry())
          .answer(
              new ByteArrayInputStream(
                  "{\"error\":[\"EOrder:Insufficient funds\"]}".getBytes(StandardCharsets.UTF_8)),
              200,
              null,
              null,
              call("AddOrder", "{}"));
      throw new AssertionError("an error is no answer");
    } catch (KrakenException refused) {
      return refused;
    }
  }

  private static Ambiguous ambiguous() {
    return new Ambiguous(new Transient("HTTP 502"));
  }

  private static List<String> fieldsOf(Result result) {
    return result.value().properties().stream().map(Map.Entry<String, JsonNode>::getKey).toList();
  }
}
