package io.github.camelkraken.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.config.Period;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.sandbox.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The timer of a feed ticks once a period, but at least once a minute. */
class RoundTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration TICK = Duration.ofMinutes(1);

  private final VirtualClock clock = VirtualClock.standingAt(START);
  private final Round round = round("1h");

  @Test
  void aTargetThatWasNeverPolledIsDue() {
    assertThat(round.isDue("BTC/USD")).isTrue();
    assertThat(round.lastSuccess("BTC/USD")).isEmpty();
  }

  @Test
  void eachTargetIsPolledOnceInARound() {
    assertThat(turn("BTC/USD", "ETH/USD")).containsExactlyInAnyOrder("BTC/USD", "ETH/USD");
    assertThat(turn("BTC/USD", "ETH/USD")).isEmpty();
  }

  @Test
  void aTargetThatSucceededIsDueAgainWhenItsPeriodIsOver() {
    turn("BTC/USD");
    round.succeeded("BTC/USD");

    clock.advance(TICK.multipliedBy(59));
    assertThat(round.isDue("BTC/USD")).isFalse();

    clock.advance(TICK);
    assertThat(round.isDue("BTC/USD")).isTrue();
    assertThat(round.lastSuccess("BTC/USD")).contains(START);
  }

  @Test
  void aTickThatComesALittleEarlyIsTheOneThatEndsThePeriod() {
    turn("BTC/USD");
    round.succeeded("BTC/USD");

    clock.advance(Duration.ofHours(1).minusMillis(20));

    assertThat(round.isDue("BTC/USD")).isTrue();
  }

  @Test
  void aShortPeriodIsItsOwnTick() {
    Round fast = round("5s");
    fast.take(calls("BTC/USD"));
    fast.succeeded("BTC/USD");

    clock.advance(Duration.ofSeconds(2));
    assertThat(fast.isDue("BTC/USD")).isFalse();

    clock.advance(Duration.ofSeconds(3));
    assertThat(fast.isDue("BTC/USD")).isTrue();
  }

  @Test
  void aTargetThatFailedIsDueWithTheNextTick() {
    turn("BTC/USD");

    clock.advance(Duration.ofSeconds(29));
    assertThat(round.isDue("BTC/USD")).isFalse();

    clock.advance(Duration.ofSeconds(31));
    assertThat(round.isDue("BTC/USD")).isTrue();
  }

  @Test
  void aSuccessBeforeDoesNotMakeUpForAFailureNow() {
    turn("BTC/USD");
    round.succeeded("BTC/USD");
    clock.advance(Duration.ofHours(1));
    turn("BTC/USD");

    clock.advance(TICK);

    assertThat(round.isDue("BTC/USD")).isTrue();
  }

  @Test
  void aTargetThatIsToGoOnIsDueOnceMoreInTheSameRound() {
    turn("BTC/USD", "ETH/USD");
    round.again("BTC/USD");

    assertThat(turn("BTC/USD", "ETH/USD")).containsExactly("BTC/USD");
    assertThat(turn("BTC/USD", "ETH/USD")).isEmpty();
  }

  @Test
  void theLongestUnpolledComesFirst() {
    turn("ETH/USD");
    clock.advance(TICK);
    turn("BTC/USD");
    clock.advance(Duration.ofHours(1));

    assertThat(turn("BTC/USD", "ETH/USD", "SOL/USD"))
        .containsExactly("SOL/USD", "ETH/USD", "BTC/USD");
  }

  @Test
  void aClockThatIsSetBackStopsNoTarget() {
    turn("BTC/USD");
    round.succeeded("BTC/USD");

    clock.advance(Duration.ofDays(-1));

    assertThat(turn("BTC/USD")).containsExactly("BTC/USD");
    assertThat(turn("BTC/USD")).isEmpty();
  }

  private List<String> turn(String... targets) {
    return round.take(calls(targets)).stream().map(PublicCall::target).toList();
  }

  private Round round(String period) {
    Map<String, String> longestTick = Map.of("kraken.backoff.max", TICK.toSeconds() + "s");
    return new Round(Period.of(period), KrakenConfigTest.config(longestTick), clock);
  }

  private static List<PublicCall> calls(String... targets) {
    return Stream.of(targets).map(target -> new PublicCall("Trades", target)).toList();
  }
}
