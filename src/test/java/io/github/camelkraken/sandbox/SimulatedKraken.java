package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.endpoint.AssetPairs;
import io.github.camelkraken.sandbox.endpoint.Assets;
import io.github.camelkraken.sandbox.endpoint.Depth;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.Ohlc;
import io.github.camelkraken.sandbox.endpoint.PublicEndpoint;
import io.github.camelkraken.sandbox.endpoint.Spread;
import io.github.camelkraken.sandbox.endpoint.SystemStatus;
import io.github.camelkraken.sandbox.endpoint.Ticker;
import io.github.camelkraken.sandbox.endpoint.Time;
import io.github.camelkraken.sandbox.endpoint.Trades;
import io.github.camelkraken.sandbox.fault.Call;
import io.github.camelkraken.sandbox.fault.Fault;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kraken's REST API on 127.0.0.1: real shapes, a moving market, the public rate limit, and faults
 * on demand. Under {@code /sandbox/} it tells what it saw ({@code GET calls}) and takes faults
 * ({@code POST faults?endpoint=Ticker&fault=http-503&times=3}, {@code DELETE faults}).
 */
public final class SimulatedKraken implements AutoCloseable {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final String PUBLIC = "/0/public/";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final Map<String, PublicEndpoint> endpoints =
      Stream.of(
              new Time(),
              new SystemStatus(),
              new Assets(),
              new AssetPairs(),
              new Ticker(),
              new Trades(),
              new Ohlc(),
              new Depth(),
              new Spread())
          .collect(Collectors.toMap(PublicEndpoint::name, endpoint -> endpoint));

  private final Market market;
  private final Faults faults = new Faults();
  private final List<ReceivedCall> calls = new CopyOnWriteArrayList<>();
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setClassPathResolvingEnabled(false)
                      .setFileCachingEnabled(false)));
  private final int port;
  private volatile TokenBucket limit;
  private volatile Consumer<AnsweredCall> answered = call -> {};
  private HttpServer server;

  public SimulatedKraken(Clock clock) {
    this(clock, Ports.free());
  }

  public SimulatedKraken(Clock clock, int port) {
    this.market = new Market(clock);
    this.port = port;
  }

  public Market market() {
    return market;
  }

  public Faults faults() {
    return faults;
  }

  /** Every call since the start or since {@link #forgetCalls()}. */
  public List<ReceivedCall> calls() {
    return List.copyOf(calls);
  }

  public void forgetCalls() {
    calls.clear();
  }

  /** Tells somebody of each public call whose answer has left in full. */
  public void onAnswered(Consumer<AnsweredCall> listener) {
    answered = listener;
  }

  /** Refuses calls beyond this limit; without one every call is taken. */
  public void limit(TokenBucket newLimit) {
    limit = newLimit;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public SimulatedKraken start() {
    server = vertx.createHttpServer().requestHandler(this::dispatch);
    await(server.listen(port, "127.0.0.1"));
    return this;
  }

  /** Stops listening; calls are refused until the next start. */
  public void stop() {
    await(server.close());
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private static void await(io.vertx.core.Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException("the simulated exchange does not obey", failure);
    }
  }

  private void dispatch(HttpServerRequest request) {
    if (request.path().startsWith(PUBLIC)) {
      serve(request, request.path().substring(PUBLIC.length()));
    } else if (request.path().startsWith("/sandbox/")) {
      control(request);
    } else {
      new Connection(request, null, Map.of()).send(404, Map.of(), new byte[0]);
    }
  }

  private void serve(HttpServerRequest request, String name) {
    Map<String, String> query = new TreeMap<>();
    request.params().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach(entry -> headers.put(entry.getKey(), entry.getValue()));
    calls.add(new ReceivedCall(Instant.now(), name, query, headers));
    Connection call = new Connection(request, endpoints.get(name), query);
    call.onWritten(body -> answered.accept(new AnsweredCall(Instant.now(), name, body)));
    TokenBucket bucket = limit;
    Fault fault =
        bucket != null && !bucket.take(market.now())
            ? KrakenSays.TOO_MANY_REQUESTS
            : faults.next(name).orElse(Call::answer);
    fault.strike(call);
  }

  private void control(HttpServerRequest request) {
    Connection connection = new Connection(request, null, Map.of());
    String command = request.method().name() + " " + request.path().substring("/sandbox/".length());
    try {
      switch (command) {
        case "GET calls" -> connection.send(200, JSON, bytes(callsAsJson()));
        case "POST faults" -> {
          String times = request.getParam("times", "1");
          faults.script(
              request.getParam("endpoint", "*"),
              Faults.named(request.getParam("fault", "")),
              times.equals("forever") ? Faults.FOR_EVER : Integer.parseInt(times));
          connection.send(204, Map.of(), new byte[0]);
        }
        case "DELETE faults" -> {
          faults.clear();
          connection.send(204, Map.of(), new byte[0]);
        }
        default -> connection.send(404, Map.of(), new byte[0]);
      }
    } catch (IllegalArgumentException wrong) {
      connection.send(400, Map.of(), wrong.getMessage().getBytes(StandardCharsets.UTF_8));
    }
  }

  private JsonNode callsAsJson() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (ReceivedCall call : calls) {
      ObjectNode entry = array.addObject().put("at", call.at().toString());
      entry.put("endpoint", call.endpoint());
      call.query().forEach(entry.putObject("query")::put);
    }
    return array;
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One request and its connection. */
  private final class Connection implements Call {
    private final HttpServerRequest request;
    private final PublicEndpoint endpoint;
    private final Map<String, String> query;
    private Consumer<byte[]> written = body -> {};

    Connection(HttpServerRequest request, PublicEndpoint endpoint, Map<String, String> query) {
      this.request = request;
      this.endpoint = endpoint;
      this.query = query;
    }

    void onWritten(Consumer<byte[]> listener) {
      written = listener;
    }

    @Override
    public Instant now() {
      return market.now();
    }

    @Override
    public ObjectNode envelope() {
      ObjectNode envelope = JsonNodeFactory.instance.objectNode();
      ArrayNode errors = envelope.putArray("error");
      try {
        if (endpoint == null) {
          throw new KrakenError("EGeneral:Unknown method");
        }
        envelope.set("result", endpoint.result(market, query));
      } catch (KrakenError error) {
        errors.add(error.getMessage());
      }
      return envelope;
    }

    @Override
    public void answer() {
      send(200, JSON, bytes(envelope()));
    }

    @Override
    public void send(int status, Map<String, String> headers, byte[] body) {
      request.response().setStatusCode(status).putHeader("Date", HTTP_DATE.format(market.now()));
      headers.forEach(request.response()::putHeader);
      request.response().end(Buffer.buffer(body)).onSuccess(nothing -> written.accept(body));
    }

    @Override
    public void sendPart(byte[] body, int length) {
      request
          .response()
          .putHeader("Date", HTTP_DATE.format(market.now()))
          .putHeader("Content-Length", String.valueOf(body.length));
      request.response().write(Buffer.buffer(body).slice(0, length)).onComplete(written -> cut());
    }

    @Override
    public void cut() {
      request.connection().close();
    }

    @Override
    public void later(Duration delay, Runnable rest) {
      vertx.setTimer(delay.toMillis(), fired -> rest.run());
    }
  }
}
