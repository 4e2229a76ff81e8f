package io.github.camelkraken.sandbox.endpoint;

import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A private call that passed all checks of its key.
 *
 * @param receivedAt on the market's clock; the effect may come later
 * @param refusals what a test wants refused, by the position within a batch
 */
public record PrivateCall(
    Market market,
    SimulatedAccount account,
    SimulatedKey key,
    Parameters parameters,
    Instant receivedAt,
    Map<Integer, String> refusals) {

  public Instant now() {
    return market.now();
  }

  public Optional<String> refusal(int element) {
    return Optional.ofNullable(refusals.get(element));
  }
}
