package io.github.camelkraken.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * The one place that decides what an HTTP answer, or the lack of one, means (errors.md 3 and 5).
 */
@Singleton
@Named("replyReader")
public class ReplyReader {
  /** A longer time than this is taken for a mistake: nobody waits a day for market data. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private static final Pattern THROTTLED_UNTIL =
      Pattern.compile("Throttled\\s*:\\s*(\\d{1,12})", Pattern.CASE_INSENSITIVE);
  private static final int SHOWN = 120;
  private static final int LONGEST_ERROR = 500;
  private static final int MOST_ERRORS = 20;

  private static final int ACCEPTED = 202;

  private final Clock clock;
  private final KrakenClock krakenClock;
  private final MeterRegistry meters;

  public ReplyReader(Clock clock, KrakenClock krakenClock, MeterRegistry meters) {
    this.clock = clock;
    this.krakenClock = krakenClock;
    this.meters = meters;
  }

  /**
   * Reads an HTTP answer.
   *
   * @throws KrakenException of the class that the answer belongs to, unless it is a result
   */
  public Reply read(
      @Body InputStream body,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header("Date") String date,
      @Header("Retry-After") String retryAfter,
      @Variable("call") PublicCall call)
      throws KrakenException {
    return counted(call, () -> reply(body, status, date, retryAfter, call));
  }

  private Reply reply(InputStream body, int status, String date, String retryAfter, PublicCall call)
      throws KrakenException {
    Instant now = clock.instant();
    if (status != 200) {
      throw httpFailure(status, retryAfter, httpDate(date).orElse(now));
    }
    JsonNode envelope = parse(body);
    List<String> errors = errors(envelope);
    if (!errors.isEmpty()) {
      throw krakenFailure(errors, httpDate(date).orElse(now));
    }
    Instant krakenTime =
        httpDate(date).orElseThrow(() -> new Transient("the answer has no Date header"));
    JsonNode result = envelope.get("result");
    if (result == null || result.isNull()) {
      throw new Transient("the answer has neither an error nor a result");
    }
    return new Reply(call, result, krakenTime, now);
  }

  /**
   * Reads the HTTP answer to a private call.
   *
   * @throws KrakenException of the class that the answer belongs to, unless it is a result
   */
  public Answer answer(
      @Body InputStream body,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header("Date") String date,
      @Header("Retry-After") String retryAfter,
      @Variable("call") PrivateCall call)
      throws KrakenException {
    return counted(call, () -> privateAnswer(body, status, date, retryAfter, call));
  }

  private Answer privateAnswer(
      InputStream body, int status, String date, String retryAfter, PrivateCall call)
      throws KrakenException {
    httpDate(date).ifPresent(krakenClock::told);
    Instant krakenTime = httpDate(date).orElseGet(krakenClock::now);
    try {
      // Earn/Deallocate is documented to answer 202 (rest.md 7)
      if (status != 200 && status != ACCEPTED) {
        throw httpFailure(status, retryAfter, krakenTime);
      }
      JsonNode envelope = parse(body);
      List<String> errors = errors(envelope);
      if (!errors.isEmpty()) {
        throw krakenFailure(errors, krakenTime);
      }
      JsonNode result = envelope.get("result");
      if (result == null) {
        throw new Transient("the answer has neither an error nor a result");
      }
      if ("err".equals(result.path("status").textValue())) {
        // EditOrder fails in its result (rest.md 4.4)
        throw krakenFailure(List.of(result.path("error_message").asText()), krakenTime);
      }
      List<String> open = openErrors(result);
      if (!call.mayBeRepeated() && !open.isEmpty()) {
        throw krakenFailure(open, krakenTime);
      }
      return new Answer(call, result, krakenTime, clock.instant());
    } catch (Transient trouble) {
      throw of(call, trouble);
    }
  }

  /**
   * Says what a call that brought no answer means.
   *
   * @throws KrakenException always: {@link NotDelivered} only if the call surely did not leave
   */
  public void unanswered(@ExchangeException IOException failure, @Variable("call") Call call)
      throws KrakenException {
    String message = shortened(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    boolean neverLeft =
        failure instanceof ConnectException
            || failure instanceof ConnectTimeoutException
            || failure instanceof ConnectionRequestTimeoutException
            || failure instanceof NoRouteToHostException
            || failure instanceof SSLHandshakeException
            || failure instanceof UnknownHostException;
    throw counted(
        call,
        neverLeft ? new NotDelivered(message, failure) : of(call, new Transient(message, failure)));
  }

  private <T> T counted(Call call, Reading<T> reading) throws KrakenException {
    try {
      T read = reading.read();
      count(call, "none");
      return read;
    } catch (KrakenException failure) {
      throw counted(call, failure);
    }
  }

  private KrakenException counted(Call call, KrakenException failure) {
    count(call, failure.getClass().getSimpleName());
    return failure;
  }

  private void count(Call call, String failure) {
    meters.counter("kraken.calls", "endpoint", call.endpoint(), "class", failure).increment();
  }

  private interface Reading<T> {
    T read() throws KrakenException;
  }

  /** Errors of a batch's orders that leave open whether the order exists (rest.md 4.2). */
  private static List<String> openErrors(JsonNode result) {
    List<String> open = new ArrayList<>();
    for (JsonNode order : result.path("orders")) {
      String error = order.path("error").asText("");
      if (!error.isEmpty() && ErrorCatalogue.classOf(error) == FailureClass.OPEN) {
        open.add(error);
      }
    }
    return open;
  }

  /** The same trouble is another failure for a call that must not be made again. */
  private static KrakenException of(Call call, Transient trouble) {
    return call.mayBeRepeated() ? trouble : new Ambiguous(trouble);
  }

  private static JsonNode parse(InputStream body) throws Transient {
    JsonNode envelope;
    try {
      envelope = body == null ? null : Json.read(body);
    } catch (JsonProcessingException notJson) {
      notJson.clearLocation();
      throw new Transient("the answer is not JSON: " + shortened(notJson.getOriginalMessage()));
    } catch (IOException brokenOff) {
      throw new Transient(
          "the answer broke off: " + shortened(String.valueOf(brokenOff.getMessage())), brokenOff);
    }
    if (envelope == null || !envelope.isObject() || !envelope.path("error").isArray()) {
      throw new Transient("the answer is not an envelope of Kraken's");
    }
    return envelope;
  }

  /** Entries that start with W are warnings beside a valid result. */
  private static List<String> errors(JsonNode envelope) {
    List<String> errors = new ArrayList<>();
    for (JsonNode error : envelope.get("error")) {
      if (!error.asText().startsWith("W")) {
        errors.add(error.asText());
      }
    }
    return errors;
  }

  private static KrakenException krakenFailure(List<String> errors, Instant krakenTime) {
    String all = String.join(", ", errors);
    String message = shortened(all);
    KrakenException failure =
        switch (ErrorCatalogue.classOf(errors)) {
          case OPEN -> new Transient(message);
          case LOCKOUT -> new LockedOut(message);
          case KEY_FAULT -> new KeyFault(message);
          case RATE_LIMIT -> new RateLimited(message, throttledUntil(all, krakenTime));
          case NONCE -> new InvalidNonce(message);
          case MARKET_STATE -> new MarketState(message);
          case REFUSED -> new Refused(message);
        };
    return failure.says(
        errors.stream().limit(MOST_ERRORS).map(error -> shortened(error, LONGEST_ERROR)).toList());
  }

  private static KrakenException httpFailure(int status, String retryAfter, Instant now) {
    String message = "HTTP " + status;
    return switch (status) {
      case 429, 418 -> new RateLimited(message, retryAfter(retryAfter, now));
      case 400, 401, 403, 404, 405 -> new Refused(message);
      default ->
          status >= 300 && status < 400
              ? new Refused(message + ", a redirect, which is not followed")
              : new Transient(message);
    };
  }

  private static Optional<Duration> throttledUntil(String error, Instant krakenTime) {
    Matcher matcher = THROTTLED_UNTIL.matcher(error);
    return matcher.find()
        ? bounded(krakenTime, Instant.ofEpochSecond(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  private static Optional<Duration> retryAfter(String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    return header.strip().matches("\\d{1,12}")
        ? bounded(now, now.plusSeconds(Long.parseLong(header.strip())))
        : httpDate(header).flatMap(until -> bounded(now, until));
  }

  private static Optional<Duration> bounded(Instant from, Instant until) {
    Duration wait = Duration.between(from, until);
    if (wait.isNegative()) {
      return Optional.empty();
    }
    return Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private static Optional<Instant> httpDate(String header) {
    if (header == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static String shortened(String text) {
    return shortened(text, SHOWN);
  }

  private static String shortened(String text, int longest) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= longest ? line : line.substring(0, longest) + "…";
  }
}
