package io.github.camelkraken.sandbox.fault;

import java.time.Duration;

/** {@code EService: Throttled} until some seconds from now on Kraken's clock. */
public record Throttled(Duration delay) implements Fault {
  @Override
  public void strike(Call call) {
    long until = call.now().plus(delay).getEpochSecond();
    new KrakenSays("EService: Throttled: " + until).strike(call);
  }
}
