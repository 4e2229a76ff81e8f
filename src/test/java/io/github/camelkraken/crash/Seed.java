package io.github.camelkraken.crash;

import java.util.concurrent.ThreadLocalRandom;

/** Where a run's choices come from. When threads act is not in its power. */
final class Seed {
  private Seed() {}

  /** {@code -Dcrash.seed}, or a new one. */
  static long chosen() {
    Long given = Long.getLong("crash.seed");
    return given != null ? given : ThreadLocalRandom.current().nextInt(1_000_000);
  }
}
