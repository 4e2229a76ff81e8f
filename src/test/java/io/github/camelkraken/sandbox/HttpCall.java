package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.fault.Call;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One request and its connection. It takes effect once, however often its envelope is asked for.
 */
final class HttpCall implements Call {
  static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private static final Map<String, String> FILE =
      Map.of("Content-Type", "application/octet-stream");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Vertx vertx;
  private final Clock clock;
  private final HttpServerRequest request;
  private final Service service;
  private ObjectNode envelope;
  private Consumer<byte[]> sending = body -> {};
  private Consumer<byte[]> written = body -> {};

  HttpCall(Vertx vertx, Clock clock, HttpServerRequest request, Service service) {
    this.vertx = vertx;
    this.clock = clock;
    this.request = request;
    this.service = service;
  }

  /** Tells somebody of the answer before it leaves. */
  void onSending(Consumer<byte[]> listener) {
    sending = listener;
  }

  /** Tells somebody of the answer when it has left in full. */
  void onWritten(Consumer<byte[]> listener) {
    written = listener;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void admit() {
    service.admit();
  }

  @Override
  public void refuse(int part, String error) {
    service.refuse(part, error);
  }

  @Override
  public ObjectNode envelope() {
    if (envelope == null) {
      ObjectNode taken = JsonNodeFactory.instance.objectNode();
      ArrayNode errors = taken.putArray("error");
      try {
        taken.set("result", service.result());
      } catch (KrakenError error) {
        errors.add(error.getMessage());
      }
      envelope = taken;
    }
    return envelope;
  }

  @Override
  public void answer() {
    JsonNode result = envelope().get("result");
    if (result != null && result.isBinary()) {
      send(200, FILE, bytesOf(result));
    } else {
      send(200, JSON, envelope().toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void send(int status, Map<String, String> headers, byte[] body) {
    sending.accept(body);
    request.response().setStatusCode(status).putHeader("Date", HTTP_DATE.format(now()));
    headers.forEach(request.response()::putHeader);
    request.response().end(Buffer.buffer(body)).onSuccess(nothing -> written.accept(body));
  }

  @Override
  public void sendPart(byte[] body, int length) {
    request
        .response()
        .putHeader("Date", HTTP_DATE.format(now()))
        .putHeader("Content-Length", String.valueOf(body.length));
    request.response().write(Buffer.buffer(body).slice(0, length)).onComplete(sent -> cut());
  }

  @Override
  public void cut() {
    request.connection().close();
  }

  @Override
  public void later(Duration delay, Runnable rest) {
    vertx.setTimer(Math.max(1, delay.toMillis()), fired -> rest.run());
  }

  private static byte[] bytesOf(JsonNode file) {
    try {
      return file.binaryValue();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
