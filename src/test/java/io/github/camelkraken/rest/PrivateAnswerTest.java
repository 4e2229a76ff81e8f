package io.github.camelkraken.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateAnswerTest {
  private static final Instant HERE = Instant.parse("2026-09-03T12:00:00.250Z");
  private static final Instant KRAKEN = Instant.parse("2026-09-03T11:59:30Z");
  private static final String DATE = "Thu, 03 Sep 2026 11:59:30 GMT";
  private static final String HTML = "<html><body>503 Service Unavailable</body></html>";

  private final Clock clock = Clock.fixed(HERE, ZoneOffset.UTC);
  private final KrakenClock krakenClock = new KrakenClock(clock);
  private final ReplyReader reader = new ReplyReader(clock, krakenClock, new SimpleMeterRegistry());

  private final PrivateCall query = call("OpenOrders");
  private final PrivateCall order = call("AddOrder");
  private final PrivateCall cancel = call("CancelOrder");

  @Test
  void anAnswerWithoutAnErrorIsItsResult() throws KrakenException {
    Answer answer = answer(order, "{\"error\":[],\"result\":{\"txid\":[\"OUF4EM\"]}}");

    assertThat(answer.result()).hasToString("{\"txid\":[\"OUF4EM\"]}");
    assertThat(answer.call()).isSameAs(order);
    assertThat(answer.krakenTime()).isEqualTo(KRAKEN);
    assertThat(answer.receivedAt()).isEqualTo(HERE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "{}", "[]", "0"})
  void krakenMayHaveNothingToSay(String result) throws KrakenException {
    assertThat(answer(order, "{\"error\":[],\"result\":" + result + "}").result())
        .hasToString(result);
  }

  @Test
  void whatIsAcceptedForLaterIsAnAnswerToo() throws KrakenException {
    Answer answer =
        reader.answer(
            stream("{\"error\":[],\"result\":true}"), 202, DATE, null, call("Earn/Deallocate"));

    assertThat(answer.result().booleanValue()).isTrue();
  }

  @Test
  void aDateSetsKrakensClock() throws KrakenException {
    answer(query, "{\"error\":[],\"result\":{}}");

    assertThat(krakenClock.now()).isEqualTo(KRAKEN.plusMillis(500));
  }

  @Test
  void aRefusalSetsKrakensClockToo() {
    refusal(query, "{\"error\":[\"EAPI:Invalid nonce\"]}");

    assertThat(krakenClock.now()).isEqualTo(KRAKEN.plusMillis(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon"})
  void withoutADateTheClockThatIsKnownServes(String date) throws KrakenException {
    krakenClock.told(HERE.plusSeconds(60));

    Answer answer = reader.answer(stream("{\"error\":[],\"result\":{}}"), 200, date, null, query);
    Answer without = reader.answer(stream("{\"error\":[],\"result\":{}}"), 200, null, null, query);

    assertThat(answer.krakenTime()).isEqualTo(HERE.plusMillis(60_500));
    assertThat(without.krakenTime()).isEqualTo(HERE.plusMillis(60_500));
  }

  @ParameterizedTest
  @CsvSource({
    "EGeneral:Temporary lockout,          LockedOut",
    "EAPI:Invalid key,                    KeyFault",
    "EAPI:Invalid signature,              KeyFault",
    "EAPI:Rate limit exceeded,            RateLimited",
    "EOrder:Rate limit exceeded,          RateLimited",
    "EAPI:Invalid nonce,                  InvalidNonce",
    "EService:Market in cancel_only mode, MarketState",
    "EOrder:Insufficient funds,           Refused",
    "EGeneral:Permission denied,          Refused"
  })
  void aRefusalBeforeExecutionIsTheSameForEveryCall(String error, String exception) {
    for (PrivateCall call : new PrivateCall[] {query, order, cancel}) {
      KrakenException refusal = refusal(call, "{\"error\":[\"" + error + "\"]}");

      assertThat(refusal.getClass().getSimpleName()).isEqualTo(exception);
      assertThat(refusal).hasMessage(error);
      assertThat(refusal.errors()).containsExactly(error);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EService:Busy",
        "EService:Unavailable",
        "EService:Deadline elapsed",
        "EGeneral:Internal error",
        "EOrder:Never heard of"
      })
  void anOpenErrorIsTransientUnlessTheCallMustNotBeRepeated(String error) {
    String body = "{\"error\":[\"" + error + "\"]}";

    assertThat(refusal(query, body)).isInstanceOf(Transient.class);
    assertThat(refusal(cancel, body)).isInstanceOf(Transient.class);
    KrakenException ambiguous = refusal(order, body);
    assertThat(ambiguous).isInstanceOf(Ambiguous.class).hasMessage(error);
    assertThat(ambiguous.getCause() instanceof KrakenException)
        .as("Camel goes by causes first, and a trouble by itself may be repeated")
        .isFalse();
    assertThat(ambiguous.errors()).containsExactly(error);
  }

  @Test
  void anOrderThatIsOnlyCheckedIsNeverAmbiguous() {
    PrivateCall checked = call("AddOrder", "{\"validate\":true}");

    assertThat(refusal(checked, "{\"error\":[\"EService:Busy\"]}")).isInstanceOf(Transient.class);
  }

  @Test
  void aNewDepositAddressIsAmbiguousAndAKnownOneIsNot() {
    String busy = "{\"error\":[\"EService:Busy\"]}";

    assertThat(refusal(call("DepositAddresses", "{\"new\":true}"), busy))
        .isInstanceOf(Ambiguous.class);
    assertThat(refusal(call("DepositAddresses", "{}"), busy)).isInstanceOf(Transient.class);
  }

  @Test
  void oneOpenErrorLeavesAllOpen() {
    KrakenException both =
        refusal(order, "{\"error\":[\"EOrder:Insufficient funds\",\"EService:Busy\"]}");

    assertThat(both).isInstanceOf(Ambiguous.class);
    assertThat(both.errors()).containsExactly("EOrder:Insufficient funds", "EService:Busy");
  }

  @Test
  void aWarningBesideAResultIsNoError() throws KrakenException {
    assertThat(
            answer(order, "{\"error\":[\"WOrder:Odd\"],\"result\":{\"txid\":[\"OUF4EM\"]}}")
                .result()
                .path("txid"))
        .hasSize(1);
  }

  @Test
  void anEditThatFailsInItsResultIsThatFailure() {
    PrivateCall edit = call("EditOrder");

    KrakenException refused =
        refusal(
            edit,
            "{\"error\":[],\"result\":{\"status\":\"err\",\"error_message\":\"EOrder:Insufficient funds\"}}");
    KrakenException open =
        refusal(
            edit,
            "{\"error\":[],\"result\":{\"status\":\"err\",\"error_message\":\"EService:Busy\"}}");

    assertThat(refused).isInstanceOf(Refused.class);
    assertThat(refused.errors()).containsExactly("EOrder:Insufficient funds");
    assertThat(open).isInstanceOf(Ambiguous.class);
  }

  @Test
  void anEditThatFailsWithoutAWordIsAmbiguous() {
    assertThat(refusal(call("EditOrder"), "{\"error\":[],\"result\":{\"status\":\"err\"}}"))
        .isInstanceOf(Ambiguous.class);
  }

  @Test
  void anEditThatWorksIsAnAnswer() throws KrakenException {
    assertThat(
            answer(
                    call("EditOrder"),
                    "{\"error\":[],\"result\":{\"status\":\"ok\",\"txid\":\"OUF4EM\"}}")
                .result()
                .path("txid")
                .textValue())
        .isEqualTo("OUF4EM");
  }

  @Test
  void anOrderOfABatchThatIsOpenLeavesTheWholeBatchOpen() {
    KrakenException open =
        refusal(
            call("AddOrderBatch"), batch("{\"txid\":\"OUF4EM\"}", "{\"error\":\"EService:Busy\"}"));

    assertThat(open).isInstanceOf(Ambiguous.class);
    assertThat(open.errors()).containsExactly("EService:Busy");
  }

  @Test
  void anOrderOfABatchThatIsRefusedLeavesNothingOpen() throws KrakenException {
    Answer answer =
        answer(
            call("AddOrderBatch"),
            batch("{\"txid\":\"OUF4EM\"}", "{\"error\":\"EOrder:Insufficient funds\"}"));

    assertThat(answer.result().path("orders")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void anOrderOfABatchWithoutAnErrorLeavesNothingOpen(String nothing) throws KrakenException {
    Answer answer =
        answer(
            call("AddOrderBatch"),
            batch("{\"txid\":\"OUF4EM\",\"error\":" + nothing + "}", "{\"txid\":\"OB5VMB\"}"));

    assertThat(answer.result().path("orders")).hasSize(2);
  }

  @Test
  void aBatchThatIsOnlyCheckedIsNeverOpen() throws KrakenException {
    Answer answer =
        answer(
            call("AddOrderBatch", "{\"validate\":true}"),
            batch("{\"error\":\"EService:Busy\"}", "{\"descr\":{}}"));

    assertThat(answer.result().path("orders")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530})
  void troubleOnTheWayLeavesAChangeOpen(int status) {
    assertThat(httpFailure(query, status))
        .isInstanceOf(Transient.class)
        .hasMessage("HTTP " + status);
    assertThat(httpFailure(cancel, status)).isInstanceOf(Transient.class);
    assertThat(httpFailure(order, status))
        .isInstanceOf(Ambiguous.class)
        .hasMessage("HTTP " + status);
    assertThat(httpFailure(order, status).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 404, 405})
  void whatTheEdgeRefusesWasNotExecuted(int status) {
    for (PrivateCall call : new PrivateCall[] {query, order, cancel}) {
      assertThat(httpFailure(call, status)).isInstanceOf(Refused.class);
    }
  }

  @Test
  void theEdgesLimitHasTheTimeThatItGives() {
    for (PrivateCall call : new PrivateCall[] {query, order, cancel}) {
      RateLimited limited =
          (RateLimited) caught(() -> reader.answer(stream(HTML), 429, DATE, "17", call));

      assertThat(limited.askedToWait()).contains(Duration.ofSeconds(17));
    }
    assertThat(((RateLimited) httpFailure(order, 429)).askedToWait()).isEmpty();
  }

  @Test
  void aThrottledTimeIsMeasuredOnKrakensClock() {
    long until = KRAKEN.plusSeconds(17).getEpochSecond();
    String throttled = "{\"error\":[\"EService: Throttled: " + until + "\"]}";

    assertThat(((RateLimited) refusal(order, throttled)).askedToWait())
        .contains(Duration.ofSeconds(17));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        HTML,
        "[]",
        "{\"result\":{}}",
        "{\"error\":[]}",
        "{\"error\":[],\"result\":{\"txid\":[\"OUF4",
        "{\"error\":[],\"result\":{\"txid\":[]}} trailing"
      })
  void whatIsNotAWholeEnvelopeLeavesAChangeOpen(String body) {
    assertThat(refusal(query, body)).isInstanceOf(Transient.class);
    assertThat(refusal(cancel, body)).isInstanceOf(Transient.class);
    assertThat(refusal(order, body)).isInstanceOf(Ambiguous.class);
  }

  @Test
  void noBodyLeavesAChangeOpen() {
    assertThat(caught(() -> reader.answer(null, 200, DATE, null, order)))
        .isInstanceOf(Ambiguous.class);
  }

  @Test
  void aBodyThatBreaksOffLeavesAChangeOpen() {
    assertThat(caught(() -> reader.answer(brokenOff(), 200, DATE, null, order)))
        .isInstanceOf(Ambiguous.class);
    assertThat(caught(() -> reader.answer(brokenOff(), 200, DATE, null, query)))
        .isInstanceOf(Transient.class);
  }

  static Stream<IOException> neverLeft() {
    return Stream.of(
        new ConnectException("Connection refused"),
        new ConnectTimeoutException("Connect timed out"),
        new SSLHandshakeException("PKIX path building failed"),
        new UnknownHostException("api.kraken.com"));
  }

  @ParameterizedTest
  @MethodSource("neverLeft")
  void anOrderThatSurelyNeverLeftIsNotDelivered(IOException failure) {
    for (PrivateCall call : new PrivateCall[] {query, order, cancel}) {
      assertThat(caught(() -> reader.unanswered(failure, call)))
          .isInstanceOf(NotDelivered.class)
          .hasCause(failure);
    }
  }

  static Stream<IOException> mayHaveArrived() {
    return Stream.of(
        new SocketTimeoutException("Read timed out"),
        new NoHttpResponseException("api.kraken.com failed to respond"),
        new SocketException("Connection reset"));
  }

  @ParameterizedTest
  @MethodSource("mayHaveArrived")
  void anOrderThatMayHaveArrivedIsAmbiguous(IOException failure) {
    assertThat(caught(() -> reader.unanswered(failure, order))).isInstanceOf(Ambiguous.class);
    assertThat(caught(() -> reader.unanswered(failure, query))).isInstanceOf(Transient.class);
    assertThat(caught(() -> reader.unanswered(failure, cancel))).isInstanceOf(Transient.class);
  }

  @Test
  void errorsAreKeptWholeButNotWithoutEnd() {
    String many =
        IntStream.range(0, 30)
            .mapToObj(i -> "\"EOrder:Invalid order:" + i + "x".repeat(1_000) + "\"")
            .collect(Collectors.joining(","));

    KrakenException refusal = refusal(order, "{\"error\":[" + many + "]}");

    assertThat(refusal.errors()).hasSize(20).allMatch(error -> error.length() == 501);
    assertThat(refusal.getMessage()).hasSizeLessThan(200);
  }

  @Test
  void aFailureThatIsNotOfKrakensWordingHasNoErrors() {
    assertThat(new Transient("HTTP 502").errors()).isEmpty();
    assertThat(httpFailure(order, 401).errors()).isEmpty();
  }

  private static InputStream brokenOff() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new SocketException("Connection reset");
      }
    };
  }

  private static String batch(String... orders) {
    return "{\"error\":[],\"result\":{\"orders\":[" + String.join(",", orders) + "]}}";
  }

  private Answer answer(PrivateCall call, String body) throws KrakenException {
    return reader.answer(stream(body), 200, DATE, null, call);
  }

  private KrakenException refusal(PrivateCall call, String body) {
    return caught(() -> answer(call, body));
  }

  private KrakenException httpFailure(PrivateCall call, int status) {
    return caught(() -> reader.answer(stream(HTML), status, null, null, call));
  }

  private static KrakenException caught(ThrowingCallable call) {
    return catchThrowableOfType(KrakenException.class, call);
  }

  private static PrivateCall call(String endpoint) {
    return call(endpoint, "{}");
  }

  private static PrivateCall call(String endpoint, String parameters) {
    return new PrivateCall(
        "default", EndpointCatalogue.get(endpoint), Parsed.object(parameters), false, null);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
