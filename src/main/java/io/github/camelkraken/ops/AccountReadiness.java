package io.github.camelkraken.ops;

import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.accounts.Lane;
import io.github.camelkraken.accounts.Lanes;
import io.github.camelkraken.accounts.Ownership;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows what each key is in a position to do. A key that Kraken does not take never makes the pod
 * unready: a new pod would have the same key.
 */
@Readiness
@Singleton
public class AccountReadiness implements HealthCheck {
  private final Accounts accounts;
  private final Lanes lanes;
  private final Ownership ownership;

  public AccountReadiness(Accounts accounts, Lanes lanes, Ownership ownership) {
    this.accounts = accounts;
    this.lanes = lanes;
    this.ownership = ownership;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("accounts").up();
    if (accounts.isEmpty()) {
      response.withData("private routes", "stopped, no API key is configured (kraken.api-key)");
    }
    for (Lane lane : lanes.all()) {
      String state =
          ownership.isOwner()
              ? lane.trouble().orElse("ready")
              : "standing by until it is this process that acts";
      response.withData(lane.key().name(), lane.account().mode() + ", " + state);
    }
    return response.build();
  }
}
