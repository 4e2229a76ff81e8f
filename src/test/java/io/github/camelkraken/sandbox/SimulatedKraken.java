package io.github.camelkraken.sandbox;

import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.fault.Call;
import io.github.camelkraken.sandbox.fault.Fault;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.github.camelkraken.sandbox.limit.Lockouts;
import io.github.camelkraken.sandbox.limit.Tier;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kraken's REST API, on 127.0.0.1 unless told otherwise: real shapes, a moving market, accounts
 * that trade on it, the rate limits, and faults on demand. Public limits hold once {@link
 * #limit(TokenBucket)} and private ones once {@link #limitPrivate(boolean)} has set them. Under
 * {@code /sandbox/} it tells what it saw ({@code GET calls}, {@code GET private-calls}) and takes
 * faults ({@code POST faults?endpoint=Ticker&fault=http-503&times=3}, {@code DELETE faults}).
 */
public final class SimulatedKraken implements AutoCloseable {
  private final Market market;
  private final Faults faults = new Faults();
  private final CallLog<ReceivedCall> calls = new CallLog<>();
  private final CallLog<ReceivedPrivateCall> privateCalls = new CallLog<>();
  private final Lockouts lockouts;
  private final Accounts accounts;
  private final PublicApi publicApi;
  private final PrivateApi privateApi;
  private final Control control = new Control(faults, calls, privateCalls);
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setClassPathResolvingEnabled(false)
                      .setFileCachingEnabled(false)));
  private final String host;
  private final int port;
  private volatile TokenBucket limit;
  private volatile NetworkDelay delay = NetworkDelay.NONE;
  private volatile Consumer<AnsweredCall> answered = call -> {};
  private volatile Consumer<ReceivedPrivateCall> arrived = call -> {};
  private HttpServer server;

  public SimulatedKraken(Clock clock) {
    this(clock, Ports.free());
  }

  public SimulatedKraken(Clock clock, int port) {
    this(clock, "127.0.0.1", port);
  }

  /** An exchange that others than this machine may call, if the host is not a loopback one. */
  public SimulatedKraken(Clock clock, String host, int port) {
    this.market = new Market(clock);
    this.host = host;
    this.port = port;
    this.lockouts = new Lockouts(clock);
    this.accounts = new Accounts(market);
    this.publicApi = new PublicApi(market);
    this.privateApi = new PrivateApi(market, accounts, lockouts);
  }

  public Market market() {
    return market;
  }

  public Faults faults() {
    return faults;
  }

  /** Every public call since the start or since {@link #forgetCalls()}. */
  public List<ReceivedCall> calls() {
    return calls.all();
  }

  /** Every private call since the start or since {@link #forgetCalls()}. */
  public List<ReceivedPrivateCall> privateCalls() {
    return privateCalls.all();
  }

  /** Every private call of one endpoint. */
  public List<ReceivedPrivateCall> privateCalls(String endpoint) {
    return privateCalls().stream().filter(call -> call.endpoint().equals(endpoint)).toList();
  }

  /** Every value of {@code validate} that was received, the oldest first. */
  public List<String> validates() {
    return privateCalls().stream().flatMap(call -> call.parameter("validate").stream()).toList();
  }

  /** Forgets the calls, not what they did. */
  public void forgetCalls() {
    calls.clear();
    privateCalls.clear();
  }

  /** The account that is there from the start. */
  public SimulatedAccount account() {
    return accounts.get(Accounts.DEFAULT);
  }

  public SimulatedAccount account(String name) {
    return accounts.get(name);
  }

  public SimulatedAccount addAccount(String name, Tier tier) {
    return accounts.add(name, tier);
  }

  /** Which keys are shut out, and after how many errors. */
  public Lockouts lockouts() {
    return lockouts;
  }

  /** How many private calls were refused for their nonce. */
  public int refusedNonces() {
    return accounts.all().stream()
        .flatMap(account -> account.keys().stream())
        .mapToInt(SimulatedKey::refusedNonces)
        .sum();
  }

  /** Lets all accounts' counters and caps hold, from zero, or none of them. */
  public void limitPrivate(boolean on) {
    accounts.limited(on);
  }

  /** Lets every private call travel this long, and up to the jitter longer, before its checks. */
  public void delay(Duration base, Duration jitter) {
    delay = new NetworkDelay(base, jitter);
  }

  /** Tells somebody of each private call as soon as it has arrived, before any delay. */
  public void onPrivateCall(Consumer<ReceivedPrivateCall> listener) {
    arrived = listener;
  }

  /** Tells somebody of each call whose answer has left in full. */
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
    await(server.listen(port, host));
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
    if (request.path().startsWith(PublicApi.PATH)) {
      serve(request, request.path().substring(PublicApi.PATH.length()));
    } else if (request.path().startsWith(PrivateApi.PATH)) {
      request.body().onSuccess(body -> receive(request, body.getBytes()));
    } else if (request.path().startsWith(Control.PATH)) {
      control.obey(request, unserved(request));
    } else {
      unserved(request).send(404, Map.of(), new byte[0]);
    }
  }

  private void serve(HttpServerRequest request, String name) {
    Map<String, String> query = new TreeMap<>();
    request.params().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
    ReceivedCall received = new ReceivedCall(Instant.now(), name, query, headers(request));
    calls.add(received);
    HttpCall call = call(request, publicApi.service(received));
    call.onWritten(body -> answered.accept(new AnsweredCall(Instant.now(), name, body)));
    TokenBucket bucket = limit;
    Fault fault =
        bucket != null && !bucket.take(market.now())
            ? KrakenSays.TOO_MANY_REQUESTS
            : faults.next(name).orElse(Call::answer);
    fault.strike(call);
  }

  private void receive(HttpServerRequest request, byte[] body) {
    String name = request.path().substring(PrivateApi.PATH.length());
    ReceivedPrivateCall received =
        new ReceivedPrivateCall(request.method().name(), name, headers(request), body);
    privateCalls.add(received);
    arrived.accept(received);
    NetworkDelay travel = delay;
    if (travel.isNone()) {
      serve(request, received);
    } else {
      long millis = Math.max(1, travel.next().toMillis());
      vertx.setTimer(millis, fired -> serve(request, received));
    }
  }

  private void serve(HttpServerRequest request, ReceivedPrivateCall received) {
    HttpCall call = call(request, privateApi.service(received));
    call.onSending(body -> received.answered(Errors.of(body)));
    call.onWritten(
        body -> answered.accept(new AnsweredCall(Instant.now(), received.endpoint(), body)));
    try {
      faults.next(received.endpoint()).orElse(Call::answer).strike(call);
    } catch (RuntimeException bug) {
      call.send(500, Map.of(), bug.toString().getBytes(StandardCharsets.UTF_8));
      throw bug;
    }
  }

  private HttpCall call(HttpServerRequest request, Service service) {
    return new HttpCall(vertx, market.clock(), request, service);
  }

  private HttpCall unserved(HttpServerRequest request) {
    return call(
        request,
        () -> {
          throw new KrakenError("EGeneral:Unknown method");
        });
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach(entry -> headers.put(entry.getKey(), entry.getValue()));
    return headers;
  }
}
