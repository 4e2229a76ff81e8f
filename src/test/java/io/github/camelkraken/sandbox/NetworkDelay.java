package io.github.camelkraken.sandbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long a call travels, at least and at most; with jitter one call can overtake another. */
record NetworkDelay(Duration base, Duration jitter) {
  static final NetworkDelay NONE = new NetworkDelay(Duration.ZERO, Duration.ZERO);

  boolean isNone() {
    return base.isZero() && jitter.isZero();
  }

  Duration next() {
    return base.plusNanos(ThreadLocalRandom.current().nextLong(jitter.toNanos() + 1));
  }
}
