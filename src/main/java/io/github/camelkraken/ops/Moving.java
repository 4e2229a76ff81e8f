package io.github.camelkraken.ops;

import io.github.camelkraken.events.Announcements;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Whether the process moves: the route that publishes announcements runs twice a second, and is
 * held up by an absent broker for less than half a minute. Nothing outside makes it stand still.
 */
@Liveness
@Singleton
public class Moving implements HealthCheck {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Announcements announcements;
  private final Clock clock;

  public Moving(Announcements announcements, Clock clock) {
    this.announcements = announcements;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    Duration still = Duration.between(announcements.looked(), clock.instant());
    return HealthCheckResponse.named("routes move")
        .status(still.compareTo(PATIENCE) < 0)
        .withData("last moved", still.toSeconds() + " s ago")
        .build();
  }
}
