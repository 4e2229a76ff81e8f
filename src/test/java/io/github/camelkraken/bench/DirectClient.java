package io.github.camelkraken.bench;

import io.github.camelkraken.sandbox.SimulatedKraken;
import io.github.camelkraken.sandbox.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls without Kafka, each as soon as the one before is answered: what one key allows at most. */
final class DirectClient implements AutoCloseable {
  private final SimulatedKraken kraken = new SimulatedKraken(VirtualClock.running()).start();
  private final SignedCalls calls =
      new SignedCalls(kraken.url(), kraken.account().key().key(), kraken.account().key().secret());
  private final List<Duration> turns = new ArrayList<>();

  /** Lets each call travel this long before it takes effect. */
  void delay(Duration travel) {
    kraken.delay(travel, Duration.ZERO);
  }

  /** Makes some calls that nobody counts. */
  void warmUp(int count) throws InterruptedException, IOException {
    call(count);
    turns.clear();
  }

  /** Makes some calls. */
  void call(int count) throws InterruptedException, IOException {
    Instant begin = Instant.now();
    for (int i = 0; i < count; i++) {
      calls.result("Balance", Map.of());
    }
    turns.add(Duration.between(begin, Instant.now()));
  }

  /** How long each of its turns took. */
  List<Duration> turns() {
    return turns;
  }

  @Override
  public void close() {
    kraken.close();
  }
}
