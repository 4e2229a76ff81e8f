package io.github.camelkraken.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KrakenClockTest {
  private static final Instant HERE = Instant.parse("2026-09-03T12:00:00Z");

  private final VirtualClock clock = VirtualClock.standingAt(HERE);
  private final KrakenClock kraken = new KrakenClock(clock);

  @Test
  void untilKrakenTellsTheTimeItIsThatOfThisMachine() {
    assertThat(kraken.now()).isEqualTo(HERE);
    assertThat(kraken.at(HERE.minusSeconds(5))).isEqualTo(HERE.minusSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(longs = {-30, -3, 2, 3, 30, 3600})
  void aDifferenceOfSecondsIsTakenOver(long seconds) {
    kraken.told(HERE.plusSeconds(seconds));

    assertThat(Duration.between(HERE.plusSeconds(seconds), kraken.now()))
        .isEqualTo(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @ValueSource(longs = {-2, -1, 0, 1})
  void aDifferenceThatWholeSecondsMayFeignIsNone(long seconds) {
    kraken.told(HERE.plusSeconds(seconds));

    assertThat(kraken.now()).isEqualTo(HERE);
  }

  @Test
  void theNewestAnswerCounts() {
    kraken.told(HERE.plusSeconds(30));
    kraken.told(HERE.plusSeconds(10));
    assertThat(kraken.now()).isEqualTo(HERE.plusMillis(10_500));

    kraken.told(HERE);
    assertThat(kraken.now()).isEqualTo(HERE);
  }

  @Test
  void itRunsOnWithThisMachinesClock() {
    kraken.told(HERE.minusSeconds(30));
    clock.advance(Duration.ofMinutes(1));

    assertThat(kraken.now()).isEqualTo(HERE.plusMillis(30_500));
  }

  @Property
  void everyTimeIsAsFarOffAsNow(
      @ForAll @LongRange(min = -100_000, max = 100_000) long ahead,
      @ForAll @LongRange(min = -100_000, max = 100_000) long at) {
    KrakenClock skewed = new KrakenClock(clock);
    skewed.told(HERE.plusSeconds(ahead));

    Instant time = HERE.plusMillis(at);
    assertThat(Duration.between(time, skewed.at(time)))
        .isEqualTo(Duration.between(HERE, skewed.now()));
    assertThat(skewed.at(clock.instant())).isEqualTo(skewed.now());
  }
}
