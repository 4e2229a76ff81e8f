package io.github.camelkraken.rest;

import io.github.camelkraken.config.KrakenConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;

/**
 * The one door through which public calls leave this address. It lets them out one by one, in the
 * order they came, {@code kraken.public-rate} a second; after a failure it stays shut for a time
 * that doubles from failure to failure, so that an outage costs a bounded number of calls however
 * many feeds and pairs there are. A success opens it again.
 */
@Singleton
@Named("publicLimiter")
public class PublicLimiter {
  private final ReentrantLock turn = new ReentrantLock(true);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Pace pace;
  private final Timer waited;

  @Inject
  public PublicLimiter(KrakenConfig config, MeterRegistry meters) {
    this(
        new Pace(
            config.publicRate().spacing(),
            config.backoff().first().value(),
            config.backoff().factor().value(),
            config.backoff().max().value()),
        meters);
  }

  PublicLimiter(Pace pace, MeterRegistry meters) {
    this.pace = pace;
    this.waited = meters.timer("kraken.public.wait");
  }

  /**
   * Waits for this call's turn.
   *
   * @throws RejectedExecutionException if the gateway stops meanwhile
   */
  public void take() throws InterruptedException {
    long came = now();
    turn.lockInterruptibly();
    try {
      for (long wait = pace.untilNext(now()); wait > 0; wait = pace.untilNext(now())) {
        if (stopping.await(wait, TimeUnit.NANOSECONDS)) {
          throw new RejectedExecutionException("the gateway is stopping");
        }
      }
      pace.taken(now());
      waited.record(now() - came, TimeUnit.NANOSECONDS);
    } finally {
      turn.unlock();
    }
  }

  /** A call brought a result. */
  public void succeeded() {
    pace.succeeded();
  }

  /**
   * A call failed.
   *
   * @return the time that Kraken asked for, plus at most a fifth, or null if it asked for none
   */
  public Duration failed(KrakenException failure) {
    if (failure instanceof RateLimited limited && limited.askedToWait().isPresent()) {
      return pace.hold(now(), limited.askedToWait().get());
    }
    if (failure instanceof RateLimited
        || failure instanceof Transient
        || failure instanceof NotDelivered) {
      pace.failed(now());
    }
    return null;
  }

  void stop(@Observes CamelContextStoppingEvent event) {
    stopping.countDown();
  }

  private static long now() {
    return System.nanoTime();
  }
}
