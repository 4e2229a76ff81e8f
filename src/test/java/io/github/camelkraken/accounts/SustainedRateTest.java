package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.accounts.SampleKraken.Asked;
import io.github.camelkraken.config.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten minutes of virtual time in which far more is asked for than Kraken's counters allow: none of
 * them ever refuses a call, and hardly fewer calls are made than can be.
 */
class SustainedRateTest {
  private static final Instant NOW = Instant.parse("2026-09-03T12:00:00Z");
  private static final long END = Duration.ofMinutes(10).toMillis();
  private static final List<String> PAIRS = List.of("XXBTZUSD", "XETHZUSD");
  private static final int EACH = 12_000;

  /** What waits behind one another, as the records of a partition do. */
  private static final class Queue {
    private final Iterator<Asked> rest;
    private Asked head;
    private Long place;

    private Queue(List<Asked> all) {
      rest = all.iterator();
      head = rest.next();
    }
  }

  @ParameterizedTest
  @EnumSource(Tier.class)
  void queriesComeAsOftenAsTheCounterOfTheKeyAllows(Tier tier) {
    assertSustained(tier, List.of(many(new SampleTraffic(1, 0, PAIRS)::query)));
  }

  @ParameterizedTest
  @EnumSource(Tier.class)
  void ordersOfAllAgesComeAsOftenAsTheCounterOfThePairAllows(Tier tier) {
    assertSustained(tier, List.of(many(new SampleTraffic(2, 90, PAIRS.subList(0, 1))::order)));
  }

  @ParameterizedTest
  @EnumSource(Tier.class)
  void ordersOfAllKindsOnSeveralPairsCountOnBoth(Tier tier) {
    assertSustained(tier, List.of(many(new SampleTraffic(3, 0, PAIRS)::order)));
  }

  @ParameterizedTest
  @EnumSource(Tier.class)
  void queriesAndOrdersTogetherAreNeverRefused(Tier tier) {
    List<List<Asked>> both =
        List.of(
            many(new SampleTraffic(4, 0, PAIRS)::order),
            many(new SampleTraffic(5, 0, PAIRS)::query));

    assertThat(made(tier, both)).isNotEmpty();
  }

  private static void assertSustained(Tier tier, List<List<Asked>> asked) {
    int made = made(tier, asked).size();
    int best = best(tier, asked.get(0));
    assertThat(made * 100).as("%d of %d calls", made, best).isGreaterThanOrEqualTo(best * 95);
  }

  /** Those that the lane's classes let go in time; each is taken. */
  private static List<Asked> made(Tier tier, List<List<Asked>> asked) {
    SampleKraken kraken = kraken(tier);
    Budget budget = new Budget(tier, new PairCounters(tier, (pair, counter) -> {}, 0), 0);
    Turns turns = new Turns(budget);
    List<Queue> queues = asked.stream().map(Queue::new).toList();
    List<Asked> made = new ArrayList<>();
    long millis = 0;
    while (millis < END) {
      long now = Duration.ofMillis(millis).toNanos();
      for (Queue queue : queues) {
        if (queue.place == null) {
          queue.place = turns.arrive(queue.head.call());
        }
      }
      Long next = turns.next(call -> true, now).orElse(null);
      if (next == null) {
        long wait = turns.untilNext(call -> true, now).orElseThrow();
        millis += Math.min(100, Duration.ofNanos(wait).toMillis() + 1);
        continue;
      }
      Queue queue = queues.stream().filter(one -> next.equals(one.place)).findFirst().orElseThrow();
      List<Charge> charges = budget.charges(queue.head.call(), now);
      charges.forEach(charge -> charge.counter().take(charge.points()));
      assertThat(kraken.take(queue.head, NOW.plusMillis(millis)))
          .as("%s after %d calls is taken", queue.head, made.size())
          .isTrue();
      charges.forEach(charge -> charge.counter().settle(charge.points(), now));
      budget.touched(queue.head.call(), SampleTraffic.result(queue.head), now);
      turns.leave(next);
      turns.goes(queue.head.call(), now);
      turns.answered(queue.head.call(), now);
      made.add(queue.head);
      queue.place = null;
      queue.head = queue.rest.next();
    }
    return made;
  }

  /** How many could be made at most: in order, each as soon as Kraken's counters take it. */
  private static int best(Tier tier, List<Asked> asked) {
    SampleKraken kraken = kraken(tier);
    long millis = 0;
    int made = 0;
    for (Asked next : asked) {
      while (!kraken.fits(next, NOW.plusMillis(millis))) {
        millis++;
      }
      if (millis >= END) {
        return made;
      }
      kraken.take(next, NOW.plusMillis(millis));
      made++;
    }
    throw new IllegalStateException("more could have been asked for");
  }

  private static SampleKraken kraken(Tier tier) {
    return new SampleKraken(
        io.github.camelkraken.sandbox.limit.Tier.valueOf(tier.name()), PAIRS, NOW);
  }

  private static List<Asked> many(Supplier<Asked> traffic) {
    return Stream.generate(traffic).limit(EACH).toList();
  }
}
