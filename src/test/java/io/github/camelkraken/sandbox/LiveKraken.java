package io.github.camelkraken.sandbox;

import io.github.camelkraken.sandbox.account.SimulatedAccount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The simulated Kraken as on any day: with a past, prices that move, and Kraken's public limit. It
 * may run for weeks, so what is long past is forgotten. As a program of its own it listens on
 * {@code -Dsandbox.kraken.host} and {@code -Dsandbox.kraken.port}, and takes the key of {@code
 * KRAKEN_API_KEY} and {@code KRAKEN_API_SECRET}, which the pipeline takes too.
 */
public final class LiveKraken implements AutoCloseable {
  private static final int BURST = 15;
  private static final Duration PAST = Duration.ofMinutes(30);
  private static final Duration KEPT = Duration.ofHours(2);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(LiveKraken::thread);
  private final SimulatedKraken kraken;

  public LiveKraken(String host, int port) {
    kraken = new SimulatedKraken(VirtualClock.running(), host, port);
    Market market = kraken.market();
    // Trades are fewer than milliseconds, so ids go up from one start to the next, as Kraken's do
    market.pairs().forEach(pair -> pair.nextId(market.now().toEpochMilli()));
    market.tradeThePast(PAST, Duration.ofSeconds(10));
    kraken.limit(new TokenBucket(BURST, BigDecimal.ONE));
  }

  public static void main(String... args) {
    String host = System.getProperty("sandbox.kraken.host", "127.0.0.1");
    int port = Integer.getInteger("sandbox.kraken.port", 8081);
    if (Ports.isTaken(port)) {
      fail(
          "Port " + port + " is in use; choose another with -Dsandbox.kraken.port=" + Ports.free());
    }
    LiveKraken live = new LiveKraken(host, port);
    String key = System.getenv("KRAKEN_API_KEY");
    String secret = System.getenv("KRAKEN_API_SECRET");
    if (key != null && secret != null) {
      live.take(key, secret);
    }
    live.start();
    System.out.printf(
        "Simulated Kraken on %s:%d, %s%n",
        host, port, key == null || secret == null ? "without a key" : "with the key it was given");
  }

  public LiveKraken start() {
    kraken.start();
    timer.scheduleAtFixedRate(kraken.market()::tick, 0, 500, TimeUnit.MILLISECONDS);
    timer.scheduleAtFixedRate(this::forget, 1, 1, TimeUnit.HOURS);
    return this;
  }

  public String url() {
    return kraken.url();
  }

  public SimulatedAccount account() {
    return kraken.account();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    kraken.close();
  }

  private void take(String key, String secret) {
    try {
      Base64.getDecoder().decode(secret);
    } catch (IllegalArgumentException notBase64) {
      fail("KRAKEN_API_SECRET expects a text in base64, as Kraken gives it");
    }
    account().takeKey(key, secret);
  }

  private void forget() {
    Instant until = kraken.market().now().minus(KEPT);
    kraken.market().pairs().forEach(pair -> pair.forget(until));
    kraken.forgetCalls();
  }

  private static void fail(String line) {
    System.err.println(line);
    System.exit(1);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "live-kraken");
    thread.setDaemon(true);
    return thread;
  }
}
