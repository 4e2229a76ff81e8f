package io.github.camelkraken.ops;

import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.market.Freshness;
import io.github.camelkraken.market.MarketElection;
import io.github.camelkraken.market.MarketPairs;
import io.github.camelkraken.topics.ExactlyOnce;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once started and while the broker takes what is published. Kraken being away or data being
 * stale is shown but never makes the pod unready: taking pods out would hide the status without
 * mending anything.
 */
@Readiness
@Singleton
public class MarketReadiness implements HealthCheck {
  private final StartUp startUp;
  private final Freshness freshness;
  private final MarketPairs pairs;
  private final Troubles troubles;
  private final MarketElection election;
  private final ExactlyOnce exactlyOnce;

  public MarketReadiness(
      StartUp startUp,
      Freshness freshness,
      MarketPairs pairs,
      Troubles troubles,
      MarketElection election,
      ExactlyOnce exactlyOnce) {
    this.startUp = startUp;
    this.freshness = freshness;
    this.pairs = pairs;
    this.troubles = troubles;
    this.election = election;
    this.exactlyOnce = exactlyOnce;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> broker = troubles.reason(Troubles.KAFKA);
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("market data")
            .status(startUp.isFinished() && broker.isEmpty())
            .withData("start", startUp.isFinished() ? "finished" : "waiting");
    broker.ifPresent(reason -> response.withData("kafka", reason));
    if (exactlyOnce.isTaken()) {
      freshness.ages().forEach(response::withData);
    } else if (startUp.isFinished() && election.isStanding()) {
      response.withData("polls", "standing by until it is this process that polls");
    }
    if (!pairs.unknown().isEmpty()) {
      response.withData("unknown pairs", String.join(", ", pairs.unknown()));
    }
    return response.build();
  }
}
