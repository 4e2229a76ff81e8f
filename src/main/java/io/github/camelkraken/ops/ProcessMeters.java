package io.github.camelkraken.ops;

import io.github.camelkraken.accounts.AccountElection;
import io.github.camelkraken.accounts.Ownership;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.market.MarketElection;
import io.github.camelkraken.market.StatusFeed;
import io.github.camelkraken.rest.KrakenClock;
import io.github.camelkraken.topics.Election;
import io.github.camelkraken.topics.ExactlyOnce;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What this process is: its build, what it is elected for, whether it gets to Kafka, and how far
 * its clock is off.
 */
@Singleton
public class ProcessMeters implements MeterBinder {
  private final String version;
  private final MarketElection marketElection;
  private final ExactlyOnce exactlyOnce;
  private final AccountElection accountElection;
  private final Ownership ownership;
  private final Troubles troubles;
  private final StatusFeed status;
  private final KrakenClock clock;

  public ProcessMeters(
      @ConfigProperty(name = "quarkus.application.version") String version,
      MarketElection marketElection,
      ExactlyOnce exactlyOnce,
      AccountElection accountElection,
      Ownership ownership,
      Troubles troubles,
      StatusFeed status,
      KrakenClock clock) {
    this.version = version;
    this.marketElection = marketElection;
    this.exactlyOnce = exactlyOnce;
    this.accountElection = accountElection;
    this.ownership = ownership;
    this.troubles = troubles;
    this.status = status;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("kraken.build.info", () -> 1).tag("version", version).register(meters);
    leader(meters, "polls", marketElection, exactlyOnce::isTaken);
    leader(meters, "accounts", accountElection, ownership::isOwner);
    Gauge.builder("kraken.broker.away", () -> troubles.reason(Troubles.KAFKA).isPresent() ? 1 : 0)
        .description("1 from a failed use of Kafka until one that works")
        .register(meters);
    skew(meters, "Time", status::skew);
    skew(meters, "private answers", clock::skew);
  }

  private static void leader(
      MeterRegistry meters, String of, Election election, BooleanSupplier acts) {
    Gauge.builder(
            "kraken.leader",
            () -> election.isStanding() ? (acts.getAsBoolean() ? 1 : 0) : Double.NaN)
        .description("1 in the process that does it, 0 in those that stand by, NaN in others")
        .tag("of", of)
        .register(meters);
  }

  private static void skew(MeterRegistry meters, String told, Supplier<Optional<Duration>> skew) {
    Gauge.builder(
            "kraken.clock.skew",
            () -> skew.get().map(ahead -> ahead.toMillis() / 1000.0).orElse(Double.NaN))
        .description("How far this machine's clock is ahead of Kraken's, to half a second")
        .baseUnit("seconds")
        .tag("told", told)
        .register(meters);
  }
}
