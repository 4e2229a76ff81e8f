package io.github.camelkraken.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.market.CandlesPage.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an exchange with a candle for each minute answers, each candle is published once. */
class EveryCandleOnceTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration CLOSED = MINUTE.plusSeconds(5);

  @Property
  void everyClosedCandleIsPublishedOnceAndInOrder(@ForAll("answers") List<Answer> answers) {
    Poll poll = new Poll(false);

    answers.forEach(poll::ask);
    poll.ask(Answer.whole(CLOSED));

    assertThat(poll.published).isEqualTo(minutes(poll.published.get(0), poll.now.minus(CLOSED)));
    assertThat(poll.gaps).noneMatch(gap -> gap.event() == Gap.Event.GAP_UNFILLABLE);
  }

  @Property
  void whatIsMissingInEveryAnswerIsAnnounced(@ForAll("answers") List<Answer> answers) {
    Poll poll = new Poll(true);

    answers.forEach(poll::ask);

    assertThat(poll.published).isSorted().doesNotHaveDuplicates();
    assertThat(poll.gaps.stream().filter(gap -> gap.event() == Gap.Event.GAP_UNFILLABLE))
        .extracting(Gap::range)
        .isEqualTo(holes(poll.published));
  }

  @Provide
  Arbitrary<List<Answer>> answers() {
    Arbitrary<Integer> percent = Arbitraries.integers().between(0, 100);
    Arbitrary<Duration> after =
        Arbitraries.of(0L, 1L, 5L, 30L, 60L, 300L, 1800L).map(Duration::ofSeconds);
    return Combinators.combine(after, percent, percent).as(Answer::of).list().ofMaxSize(20);
  }

  /**
   * How an answer comes.
   *
   * @param after the time since the one before
   * @param from percent of its rows where those that are missing begin
   * @param to percent of its rows where they end
   */
  record Answer(Duration after, int from, int to) {
    static Answer of(Duration after, int one, int other) {
      return new Answer(after, Math.min(one, other), Math.max(one, other));
    }

    static Answer whole(Duration after) {
      return new Answer(after, 0, 0);
    }
  }

  /** Asks as {@link OhlcFeed} does. */
  private static final class Poll {
    private final boolean losesForGood;
    private final List<Instant> published = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private Instant now = START.plus(MINUTE.multipliedBy(30));
    private Instant cursor;
    private boolean askedForAll;

    /**
     * @param losesForGood whether rows may be missing even if all are asked for
     */
    Poll(boolean losesForGood) {
      this.losesForGood = losesForGood;
    }

    void ask(Answer answer) {
      now = now.plus(answer.after());
      Progress progress =
          new CandlesPage(rows(answer), now, MINUTE, cursor, askedForAll).progress();
      for (Candle candle : progress.candles()) {
        assertThat(candle.begin().plus(CLOSED)).isBeforeOrEqualTo(now);
        published.add(candle.begin());
      }
      gaps.addAll(progress.gaps());
      cursor = progress.cursor() == null ? cursor : progress.cursor();
      askedForAll = progress.again();
    }

    private List<Candle> rows(Answer answer) {
      Instant from = cursor == null || askedForAll ? START : cursor;
      List<Instant> begins = new ArrayList<>(minutes(from, now));
      if (losesForGood || !askedForAll) {
        int rows = begins.size();
        begins.subList(rows * answer.from() / 100, rows * answer.to() / 100).clear();
      }
      return begins.stream()
          .map(begin -> new Candle(begin, "1.0", "2.0", "0.5", "1.5", "1.2", "3.0", 7))
          .toList();
    }
  }

  /** The beginnings of minutes from the first to the last instant. */
  private static List<Instant> minutes(Instant first, Instant last) {
    return Stream.iterate(first, begin -> !begin.isAfter(last), begin -> begin.plus(MINUTE))
        .toList();
  }

  private static List<String> holes(List<Instant> begins) {
    List<String> holes = new ArrayList<>();
    for (int i = 1; i < begins.size(); i++) {
      Instant expected = begins.get(i - 1).plus(MINUTE);
      if (begins.get(i).isAfter(expected)) {
        holes.add("candles from " + expected + " to before " + begins.get(i));
      }
    }
    return holes;
  }
}
