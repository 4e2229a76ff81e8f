package io.github.camelkraken.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
  private static final Instant HERE = Instant.parse("2026-09-03T12:00:00.250Z");
  private static final Instant KRAKEN = Instant.parse("2026-09-03T11:59:30Z");
  private static final String DATE = "Thu, 03 Sep 2026 11:59:30 GMT";
  private static final PublicCall CALL = new PublicCall("Time", "");
  private static final int LONGEST_LINE = 200;

  private final Clock clock = Clock.fixed(HERE, ZoneOffset.UTC);
  private final ReplyReader reader =
      new ReplyReader(clock, new KrakenClock(clock), new SimpleMeterRegistry());

  @Test
  void anAnswerWithoutAnErrorIsItsResult() throws KrakenException {
    Reply reply = answer("{\"error\":[],\"result\":{\"unixtime\":1688669448}}");

    assertThat(reply.result().get("unixtime").longValue()).isEqualTo(1_688_669_448L);
    assertThat(reply.call()).isEqualTo(CALL);
    assertThat(reply.krakenTime()).isEqualTo(KRAKEN);
    assertThat(reply.receivedAt()).isEqualTo(HERE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "0", "\"\"", "false"})
  void anEmptyResultIsAResult(String result) throws KrakenException {
    assertThat(answer("{\"error\":[],\"result\":" + result + "}").result()).hasToString(result);
  }

  @Test
  void warningsDoNotSpoilTheResultBesideThem() throws KrakenException {
    Reply reply = answer("{\"error\":[\"WGeneral:Danger\",\"WQuery:Old\"],\"result\":{\"a\":1}}");

    assertThat(reply.result().get("a").intValue()).isEqualTo(1);
  }

  @Test
  void anErrorBesideAWarningAndAResultIsAnError() {
    assertThat(
            refusal(
                "{\"error\":[\"WGeneral:Danger\",\"EQuery:Unknown asset pair\"],\"result\":{}}"))
        .isInstanceOf(Refused.class)
        .hasMessage("EQuery:Unknown asset pair");
  }

  @ParameterizedTest
  @CsvSource({
    "EService:Busy,                    Transient",
    "EOrder:Never heard of,            Transient",
    "EGeneral:Temporary lockout,       LockedOut",
    "EAPI:Invalid key,                 KeyFault",
    "EGeneral:Too many requests,       RateLimited",
    "EAPI:Invalid nonce,               InvalidNonce",
    "EService:Market in post_only mode, MarketState",
    "EQuery:Unknown asset pair,        Refused"
  })
  void eachClassOfErrorHasItsException(String error, String exception) {
    assertThat(refusal("{\"error\":[\"" + error + "\"]}"))
        .hasMessage(error)
        .extracting(failure -> failure.getClass().getSimpleName())
        .isEqualTo(exception);
  }

  @Test
  void anErrorWithANullResultIsThatError() {
    assertThat(refusal("{\"error\":[\"EAPI:Rate limit exceeded\"],\"result\":null}"))
        .isInstanceOf(RateLimited.class);
  }

  @Test
  void severalErrorsAreOneFailureThatNamesThemAll() {
    assertThat(refusal("{\"error\":[\"EQuery:Unknown asset pair\",\"EService:Busy\"]}"))
        .isInstanceOf(Transient.class)
        .hasMessage("EQuery:Unknown asset pair, EService:Busy");
  }

  @Test
  void aThrottledTimeIsMeasuredOnKrakensClock() {
    long until = KRAKEN.plusSeconds(17).getEpochSecond();

    for (String error : new String[] {"EService: Throttled: ", "EService:Throttled:"}) {
      RateLimited limited = limited("{\"error\":[\"" + error + until + "\"]}");
      assertThat(limited.askedToWait()).contains(Duration.ofSeconds(17));
    }
  }

  @Test
  void aThrottledTimeIsReadWhateverItsCase() {
    long until = KRAKEN.plusSeconds(17).getEpochSecond();

    assertThat(limited("{\"error\":[\"ESERVICE:THROTTLED:" + until + "\"]}").askedToWait())
        .contains(Duration.ofSeconds(17));
  }

  @Test
  void aThrottledTimeIsReadHoweverManyErrorsComeBeforeIt() {
    long until = KRAKEN.plusSeconds(17).getEpochSecond();
    String other = "\"EGeneral:Invalid arguments:" + "x".repeat(60) + "\",";

    assertThat(
            limited("{\"error\":[" + other + other + "\"EService: Throttled: " + until + "\"]}")
                .askedToWait())
        .contains(Duration.ofSeconds(17));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"EService:Throttled", "EService: Throttled: ", "EService: Throttled: soon"})
  void throttledWithoutATimeAsksForNoCertainTime(String error) {
    assertThat(limited("{\"error\":[\"" + error + "\"]}").askedToWait()).isEmpty();
  }

  @Test
  void aThrottledTimeThatIsPastAsksForNoTime() {
    long past = KRAKEN.minusSeconds(1).getEpochSecond();

    assertThat(limited("{\"error\":[\"EService: Throttled: " + past + "\"]}").askedToWait())
        .isEmpty();
  }

  @Test
  void nobodyWaitsLongerThanAnHour() {
    long tomorrow = KRAKEN.plus(Duration.ofDays(1)).getEpochSecond();

    assertThat(limited("{\"error\":[\"EService: Throttled: " + tomorrow + "\"]}").askedToWait())
        .contains(Duration.ofHours(1));
    assertThat(limited("{\"error\":[\"EService: Throttled: 999999999999\"]}").askedToWait())
        .contains(Duration.ofHours(1));
    assertThat(tooMany("86400", DATE).askedToWait()).contains(Duration.ofHours(1));
    assertThat(tooMany("999999999999", null).askedToWait()).contains(Duration.ofHours(1));
    assertThat(tooMany("Fri, 04 Sep 2026 11:59:30 GMT", DATE).askedToWait())
        .contains(Duration.ofHours(1));
  }

  @Property
  void everySaneRetryAfterIsRespectedToTheSecond(@ForAll @IntRange(max = 3600) int seconds) {
    assertThat(tooMany(String.valueOf(seconds), DATE).askedToWait())
        .contains(Duration.ofSeconds(seconds));
    assertThat(tooMany(" " + seconds + " ", null).askedToWait())
        .contains(Duration.ofSeconds(seconds));
  }

  @Test
  void retryAfterAsADateIsMeasuredOnKrakensClockWhereItIsGiven() {
    assertThat(tooMany("Thu, 03 Sep 2026 12:00:30 GMT", DATE).askedToWait())
        .contains(Duration.ofMinutes(1));
    assertThat(tooMany("Thu, 03 Sep 2026 12:00:30 GMT", null).askedToWait())
        .contains(Duration.ofMillis(29_750));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-5",
        "1.5",
        "17 seconds",
        "9999999999999999999999",
        "Thu, 99 Sep 2026 12:00:30 GMT",
        "Thu, 03 Sep 2026 11:00:00 GMT"
      })
  void anotherRetryAfterIsNone(String retryAfter) {
    assertThat(tooMany(retryAfter, DATE).askedToWait()).isEmpty();
  }

  @Test
  void tooManyCallsWithoutATimeIsARateLimitAllTheSame() {
    assertThat(tooMany(null, null).askedToWait()).isEmpty();
    assertThat(httpFailure(418)).isInstanceOf(RateLimited.class).hasMessage("HTTP 418");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        100, 201, 202, 204, 206, 408, 409, 425, 499, 500, 501, 502, 503, 504, 520, 521, 522, 523,
        524, 525, 526, 530, 599
      })
  void troubleOnTheWayIsTransient(int status) {
    assertThat(httpFailure(status)).isInstanceOf(Transient.class).hasMessage("HTTP " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405})
  void whatTheEdgeRefusesIsRefused(int status) {
    assertThat(httpFailure(status)).isInstanceOf(Refused.class).hasMessage("HTTP " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308, 399})
  void aRedirectIsRefused(int status) {
    assertThat(httpFailure(status)).isInstanceOf(Refused.class).hasMessageContaining("redirect");
  }

  @Test
  void theStatusCountsAndNotTheBody() {
    InputStream fine = stream("{\"error\":[],\"result\":{}}");

    assertThat(caught(() -> reader.read(fine, 503, DATE, null, CALL)))
        .isInstanceOf(Transient.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "17",
        "\"text\"",
        "[]",
        "[{\"error\":[],\"result\":{}}]",
        "{}",
        "{\"result\":{}}",
        "{\"error\":null,\"result\":{}}",
        "{\"error\":\"EService:Busy\"}",
        "{\"error\":{},\"result\":{}}",
        "{\"error\":[]}",
        "{\"error\":[],\"result\":null}",
        "{\"error\":[\"WGeneral:Danger\"]}",
        "<html>\n<head><title>503 Service Temporarily Unavailable</title></head></html>",
        "{\"error\":[],\"result\":{\"a\":",
        "{\"error\":[],\"result\":{}",
        "{\"error\":[],\"result\":{}} trailing",
        "{\"error\":[],\"error\":[],\"result\":{}}",
        "{\"error\":[],\"result\":{\"price\":NaN}}",
        "{\"error\":[],\"result\":{\"price\":01.5}}"
      })
  void whatIsNotAWholeEnvelopeIsTransient(String body) {
    assertThat(refusal(body)).isInstanceOf(Transient.class);
  }

  @Test
  void noBodyIsTransient() {
    assertThat(caught(() -> reader.read(null, 200, DATE, null, CALL)))
        .isInstanceOf(Transient.class);
  }

  @Test
  void aBodyThatBreaksOffIsTransient() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new SocketException("Connection reset\nby peer " + "x".repeat(500));
          }
        };

    assertThat(caught(() -> reader.read(broken, 200, DATE, null, CALL)))
        .isInstanceOf(Transient.class)
        .satisfies(this::isOneLine);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-09-03T11:59:30Z"})
  void withoutKrakensTimeThereIsNoResult(String date) {
    InputStream body = stream("{\"error\":[],\"result\":{}}");

    assertThat(caught(() -> reader.read(body, 200, date, null, CALL)))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("Date");
    assertThat(
            caught(
                () -> reader.read(stream("{\"error\":[],\"result\":{}}"), 200, null, null, CALL)))
        .isInstanceOf(Transient.class);
  }

  static Stream<IOException> neverLeft() {
    return Stream.of(
        new ConnectException("Connection refused"),
        new ConnectTimeoutException("Connect timed out"),
        new ConnectionRequestTimeoutException("Timeout deadline: 10000 ms"),
        new NoRouteToHostException("No route to host"),
        new SSLHandshakeException("PKIX path building failed"),
        new UnknownHostException("api.kraken.com: Name or service not known"));
  }

  @ParameterizedTest
  @MethodSource("neverLeft")
  void aCallThatSurelyNeverLeftIsNotDelivered(IOException failure) {
    assertThat(caught(() -> reader.unanswered(failure, CALL)))
        .isInstanceOf(NotDelivered.class)
        .hasCause(failure)
        .hasMessage(failure.getClass().getSimpleName() + ": " + failure.getMessage());
  }

  static Stream<IOException> mayHaveArrived() {
    return Stream.of(
        new SocketTimeoutException("Read timed out"),
        new NoHttpResponseException("api.kraken.com failed to respond"),
        new SocketException("Connection reset"),
        new SSLException("closing inbound before receiving peer's close_notify"),
        new IOException());
  }

  @ParameterizedTest
  @MethodSource("mayHaveArrived")
  void aCallThatMayHaveArrivedIsTransient(IOException failure) {
    assertThat(caught(() -> reader.unanswered(failure, CALL)))
        .isInstanceOf(Transient.class)
        .hasCause(failure);
  }

  @Property
  void noMessageIsLongerThanALine(@ForAll String text) {
    String json = TextNode.valueOf("E" + text).toString();
    String lines = "no\nway\r\n" + text.repeat(50);

    assertThat(refusal("{\"error\":[" + json + "," + json + "]}")).satisfies(this::isOneLine);
    assertThat(refusal("<html>\n" + text + "</html>")).satisfies(this::isOneLine);
    assertThat(caught(() -> reader.unanswered(new ConnectException(lines), CALL)))
        .satisfies(this::isOneLine);
    assertThat(caught(() -> reader.unanswered(new SocketTimeoutException(lines), CALL)))
        .satisfies(this::isOneLine);
  }

  private void isOneLine(KrakenException failure) {
    assertThat(failure.getMessage()).doesNotContain("\n", "\r").hasSizeLessThan(LONGEST_LINE);
  }

  private Reply answer(String body) throws KrakenException {
    return reader.read(stream(body), 200, DATE, null, CALL);
  }

  private KrakenException refusal(String body) {
    return caught(() -> answer(body));
  }

  private RateLimited limited(String body) {
    return (RateLimited) refusal(body);
  }

  private RateLimited tooMany(String retryAfter, String date) {
    return (RateLimited) caught(() -> reader.read(null, 429, date, retryAfter, CALL));
  }

  private KrakenException httpFailure(int status) {
    return caught(() -> reader.read(stream("<html></html>"), status, null, null, CALL));
  }

  private static KrakenException caught(ThrowingCallable call) {
    return catchThrowableOfType(KrakenException.class, call);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
