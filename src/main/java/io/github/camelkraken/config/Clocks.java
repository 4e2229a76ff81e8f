package io.github.camelkraken.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The one clock of the process; tests of classes inject their own. */
class Clocks {
  @Produces
  @Singleton
  Clock system() {
    return Clock.systemUTC();
  }
}
