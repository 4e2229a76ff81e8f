package io.github.camelkraken.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SPACING = Duration.ofSeconds(1).toNanos();
  private static final long FIRST = Duration.ofSeconds(2).toNanos();
  private static final long MAX = Duration.ofSeconds(60).toNanos();
  private static final long HOUR = Duration.ofHours(1).toNanos();

  @Test
  void theFirstCallMayLeaveAtOnce() {
    assertThat(pace().untilNext(17)).isLessThanOrEqualTo(0);
    assertThat(pace().untilNext(Long.MIN_VALUE)).isLessThanOrEqualTo(0);
  }

  @Property
  void callsAreNeverCloserThanTheSpacing(
      @ForAll long start, @ForAll("steps") List<Step> steps, @ForAll @IntRange(max = 9) int calls) {
    Pace pace = pace();
    long now = start;
    Long last = null;
    for (Step step : steps) {
      now += step.after();
      step.on(pace, now);
      for (int i = 0; i < calls; i++) {
        now += Math.max(0, pace.untilNext(now));
        assertThat(last == null ? SPACING : now - last).isGreaterThanOrEqualTo(SPACING);
        pace.taken(now);
        last = now;
      }
    }
  }

  @Property
  void aTimeThatKrakenGaveIsNeverShortenedAndLengthenedByAFifthAtMost(
      @ForAll long now, @ForAll @LongRange(max = 3_600_000_000_000L) long asked) {
    Pace pace = pace();

    long told = pace.hold(now, Duration.ofNanos(asked)).toNanos();

    assertThat(told).isBetween(asked, asked + asked / 5);
    assertThat(pace.untilNext(now)).isEqualTo(told);
  }

  @Property
  void nothingThatHappensMeanwhileShortensATimeThatKrakenGave(
      @ForAll long start,
      @ForAll @LongRange(max = 3_600_000_000_000L) long asked,
      @ForAll("steps") List<Step> meanwhile) {
    Pace pace = pace();
    pace.hold(start, Duration.ofNanos(asked));
    long passed = 0;
    for (Step step : meanwhile) {
      passed += step.after();
      step.on(pace, start + passed);
      assertThat(pace.untilNext(start + passed)).isGreaterThanOrEqualTo(asked - passed);
    }
  }

  @Property
  void failuresOneAfterTheOtherDoubleTheHoldUpToTheMost(
      @ForAll long start, @ForAll @IntRange(min = 1, max = 40) int failures) {
    Pace pace = pace();
    long now = start;
    long expected = FIRST;
    for (int i = 0; i < failures; i++) {
      pace.failed(now);
      long held = pace.untilNext(now);
      assertThat(held).isBetween(expected, expected + expected / 5);
      now += held;
      expected = Math.min(MAX, 2 * expected);
    }
  }

  @Property
  void failuresOfCallsThatWereUnderWayTogetherCountAsOne(
      @ForAll long start, @ForAll @IntRange(min = 1, max = 100) int together) {
    Pace pace = pace();
    pace.failed(start);
    long held = pace.untilNext(start);
    for (int i = 0; i < together; i++) {
      pace.failed(start + held * i / together);
    }

    assertThat(pace.untilNext(start)).isEqualTo(held);
    pace.failed(start + held);
    assertThat(pace.untilNext(start + held)).isBetween(2 * FIRST, 2 * FIRST + 2 * FIRST / 5);
  }

  @Property
  void afterASuccessTheHoldStartsFromTheFirst(
      @ForAll long start, @ForAll @IntRange(min = 1, max = 20) int failures) {
    Pace pace = pace();
    long now = start;
    for (int i = 0; i < failures; i++) {
      pace.failed(now);
      now += pace.untilNext(now);
    }
    pace.succeeded();
    pace.failed(now);

    assertThat(pace.untilNext(now)).isBetween(FIRST, FIRST + FIRST / 5);
  }

  @Test
  void aHoldThatIsOverDoesNotDelayTheNextCall() {
    Pace pace = pace();
    pace.failed(0);

    assertThat(pace.untilNext(HOUR)).isLessThanOrEqualTo(0);
  }

  @Test
  void aFirstHoldThatIsLongerThanTheMostIsCut() {
    Pace pace =
        new Pace(Duration.ZERO, Duration.ofMinutes(5), BigDecimal.TEN, Duration.ofSeconds(1));

    pace.failed(0);

    assertThat(pace.untilNext(0))
        .isBetween(Duration.ofSeconds(1).toNanos(), Duration.ofMillis(1200).toNanos());
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(What.class),
            Arbitraries.longs().between(0, 2 * MAX),
            Arbitraries.longs().between(0, HOUR))
        .as(Step::new)
        .list()
        .ofMaxSize(20);
  }

  enum What {
    SUCCEEDED,
    FAILED,
    HELD
  }

  /** What happens some nanoseconds after what happened before. */
  record Step(What what, long after, long asked) {
    void on(Pace pace, long now) {
      switch (what) {
        case SUCCEEDED -> pace.succeeded();
        case FAILED -> pace.failed(now);
        case HELD -> pace.hold(now, Duration.ofNanos(asked));
      }
    }
  }

  private static Pace pace() {
    return new Pace(
        Duration.ofNanos(SPACING),
        Duration.ofNanos(FIRST),
        BigDecimal.valueOf(2),
        Duration.ofNanos(MAX));
  }
}
