package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.limit.DecayingCounter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CounterTest {
  private static final Instant NOW = Instant.parse("2026-09-03T12:00:00Z");
  private static final BigDecimal MAXIMUM = BigDecimal.valueOf(20);
  private static final BigDecimal PER_SECOND = new BigDecimal("0.5");

  /** Some clocks begin anywhere. */
  private static final long START = -Duration.ofHours(1).toNanos();

  private final Counter counter = new Counter(MAXIMUM, PER_SECOND, BigDecimal.ONE, START);

  @Test
  void itIsFullAtTheStartAndFalls() {
    assertThat(counter.remaining(START)).isZero();
    assertThat(wait(1, true, START)).isEqualTo(Duration.ofSeconds(2));
    assertThat(counter.remaining(after(10))).isEqualByComparingTo("5");
    assertThat(counter.remaining(after(1_000))).isEqualByComparingTo("20");
  }

  @Test
  void theLastPointsAreForUrgentCalls() {
    assertThat(wait(1, false, START)).isEqualTo(Duration.ofSeconds(4));
    counter.take(BigDecimal.valueOf(19));

    assertThat(wait(1, true, after(40))).isEqualTo(Duration.ZERO);
    assertThat(wait(1, false, after(40))).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whatIsUnderWayDoesNotFall() {
    counter.take(BigDecimal.valueOf(20));
    assertThat(counter.remaining(after(100))).isZero();

    counter.settle(BigDecimal.valueOf(20), after(100));
    assertThat(counter.remaining(after(110))).isEqualByComparingTo("5");
  }

  @Test
  void whatWasNotSentIsNotCounted() {
    counter.take(BigDecimal.valueOf(20));
    counter.release(BigDecimal.valueOf(20));

    assertThat(counter.remaining(after(40))).isEqualByComparingTo("20");
  }

  @Test
  void aRefusalFillsIt() {
    counter.fill(after(100));

    assertThat(counter.remaining(after(100))).isZero();
    assertThat(counter.remaining(after(102))).isEqualByComparingTo("1");
  }

  @Test
  void whatIsTooMuchGoesWhenItIsEmpty() {
    assertThat(wait(30, true, START)).isEqualTo(Duration.ofSeconds(40));
    assertThat(wait(30, false, START)).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void aCopyIsAsFullAndGoesItsOwnWay() {
    Counter copy = counter.copy(after(10));
    counter.fill(after(10));

    assertThat(copy.remaining(after(10))).isEqualByComparingTo("5");
    assertThat(copy.remaining(after(20))).isEqualByComparingTo("10");
  }

  /** Whenever within its flight each call is counted, and however many are under way at once. */
  @Property(tries = 200)
  void nothingThatFitsIsRefused(
      @ForAll @Size(max = 100) List<@IntRange(max = 8_000) Integer> steps,
      @ForAll @IntRange(min = 1, max = 3) int lanes) {
    record Flight(BigDecimal cost, long arrives, long ends) {}
    DecayingCounter krakens = new DecayingCounter(MAXIMUM, PER_SECOND);
    krakens.force(MAXIMUM, NOW);
    List<Flight> flights = new ArrayList<>();
    long millis = 0;
    for (int step : steps) {
      BigDecimal cost = BigDecimal.valueOf(1 + step % 16, 1).multiply(BigDecimal.valueOf(5));
      boolean urgent = step % 3 == 0;
      long end = millis + step;
      while (millis < end) {
        long now = millis;
        flights.stream()
            .filter(flight -> flight.arrives() == now)
            .forEach(
                flight ->
                    assertThat(krakens.take(flight.cost(), NOW.plusMillis(now)))
                        .as("a call that fitted is taken")
                        .isTrue());
        flights.removeIf(
            flight -> {
              if (flight.ends() == now) {
                counter.settle(flight.cost(), at(now));
                return true;
              }
              return false;
            });
        if (flights.size() < lanes && counter.untilFits(cost, urgent, at(now)) <= 0) {
          counter.take(cost);
          flights.add(new Flight(cost, now + 1 + step % 3_000, now + 1 + step % 3_000 + step % 7));
        }
        millis++;
      }
    }
  }

  private static long at(long millis) {
    return START + Duration.ofMillis(millis).toNanos();
  }

  private static long after(int seconds) {
    return START + Duration.ofSeconds(seconds).toNanos();
  }

  private Duration wait(int points, boolean urgent, long now) {
    return Duration.ofNanos(counter.untilFits(BigDecimal.valueOf(points), urgent, now));
  }
}
