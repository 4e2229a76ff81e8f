package io.github.camelkraken.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * How often the machine let a thread of this process wait that had nothing to do but to wake up
 * each millisecond. Whatever was under way then was late too, whoever served it.
 */
final class Stalls implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMillis(20);

  private final List<Duration> late = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::watch, "stalls");
  private volatile boolean closed;

  /** Watches from now on. */
  Stalls() {
    thread.setDaemon(true);
    thread.start();
  }

  /** How late it was, each time that it was more than 20 ms late. */
  List<Duration> late() {
    return late;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void watch() {
    while (!closed) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(PERIOD.toNanos());
      Duration lateness = Duration.ofNanos(System.nanoTime() - begin).minus(PERIOD);
      if (lateness.compareTo(LONG) > 0) {
        late.add(lateness);
      }
    }
  }
}
