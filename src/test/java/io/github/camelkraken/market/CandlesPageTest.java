package io.github.camelkraken.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.market.CandlesPage.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CandlesPageTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void theFirstPageIsPublishedAsItComesButForTheCandleThatRuns() {
    Progress progress = page(candles(0, 3), at(3).plusSeconds(30), null);

    assertThat(minutes(progress)).containsExactly(0L, 1L, 2L);
    assertThat(progress.cursor()).isEqualTo(at(2));
    assertGoesOnLater(progress);
  }

  @Test
  void aCandleIsPublishedFiveSecondsAfterItClosed() {
    assertThat(minutes(page(candles(0, 2), at(2).plusSeconds(4), at(0)))).isEmpty();
    assertThat(minutes(page(candles(0, 2), at(2).plusSeconds(5), at(0)))).containsExactly(1L);
  }

  @Test
  void theLastRowRunsWhateverItsTimeSays() {
    assertThat(minutes(page(candles(0, 2), at(60), at(0)))).containsExactly(1L);
    assertThat(minutes(page(candles(1, 1), at(60), at(0)))).isEmpty();
  }

  @Test
  void whatWasPublishedIsLeftOut() {
    Progress progress = page(candles(0, 4), at(4).plusSeconds(30), at(2));

    assertThat(minutes(progress)).containsExactly(3L);
    assertThat(progress.cursor()).isEqualTo(at(3));
    assertGoesOnLater(progress);
  }

  @Test
  void aPageWithNothingNewLeavesTheCursorWhereItIs() {
    for (List<Candle> rows : List.of(candles(0, 3), List.<Candle>of())) {
      Progress progress = page(rows, at(3).plusSeconds(30), at(2));

      assertThat(progress.candles()).isEmpty();
      assertThat(progress.cursor()).isNull();
      assertGoesOnLater(progress);
    }
  }

  @Test
  void aCandleMayBeLongerThanAMinute() {
    Duration week = Duration.ofDays(7);
    List<Candle> rows =
        Stream.of(0, 1, 2).map(weeks -> candle(START.plus(week.multipliedBy(weeks)))).toList();

    Progress progress =
        new CandlesPage(rows, START.plus(week.multipliedBy(2)).plusSeconds(5), week, START, false)
            .progress();

    assertThat(progress.cursor()).isEqualTo(START.plus(week));
    assertGoesOnLater(progress);
  }

  @Test
  void aHoleBeforeAPageIsAnnouncedAndNothingBehindItIsPublished() {
    Progress progress = page(candles(5, 8), at(8).plusSeconds(30), at(2));

    assertThat(progress.candles()).isEmpty();
    assertThat(progress.cursor()).isEqualTo(at(2));
    assertThat(progress.gaps())
        .containsExactly(
            new Gap(Gap.Event.GAP_DETECTED, range(3, 5), "not in Kraken's answer, asking again"));
    assertThat(progress.again()).isTrue();
  }

  @Test
  void aHoleInsideAPageLetsThePartBeforeItPass() {
    List<Candle> rows = join(candles(3, 4), candles(7, 9));

    for (Instant cursor : new Instant[] {at(2), null}) {
      Progress progress = page(rows, at(9).plusSeconds(30), cursor);

      assertThat(minutes(progress)).containsExactly(3L, 4L);
      assertThat(progress.cursor()).isEqualTo(at(4));
      assertThat(progress.gaps()).extracting(Gap::range).containsExactly(range(5, 7));
      assertThat(progress.again()).isTrue();
    }
  }

  @Test
  void aHoleThatTheWholeOfKrakensCandlesFillsIsAnnouncedAsFilled() {
    Progress progress = all(candles(0, 8), at(8).plusSeconds(30), at(2));

    assertThat(minutes(progress)).containsExactly(3L, 4L, 5L, 6L, 7L);
    assertThat(progress.gaps()).extracting(Gap::event).containsExactly(Gap.Event.GAP_FILLED);
    assertThat(progress.cursor()).isEqualTo(at(7));
    assertThat(progress.again()).isFalse();
  }

  @Test
  void whatKrakenDoesNotKeepIsAnnouncedAndItGoesOnBehind() {
    Progress progress = all(join(candles(5, 6), candles(8, 9)), at(9).plusSeconds(30), at(2));

    assertThat(minutes(progress)).containsExactly(5L, 6L, 8L);
    assertThat(progress.gaps()).allMatch(gap -> gap.event() == Gap.Event.GAP_UNFILLABLE);
    assertThat(progress.gaps()).extracting(Gap::range).containsExactly(range(3, 5), range(7, 8));
    assertThat(progress.cursor()).isEqualTo(at(8));
    assertThat(progress.again()).isFalse();
  }

  @Test
  void aHoleIsForgottenWhenEvenWhatLiesBehindItIsNotThereAnyMore() {
    assertGoesOnLater(all(candles(0, 2), at(8), at(2)));
  }

  private static void assertGoesOnLater(Progress progress) {
    assertThat(progress.again()).isFalse();
    assertThat(progress.gaps()).isEmpty();
  }

  private static Progress page(List<Candle> rows, Instant krakenTime, Instant cursor) {
    return new CandlesPage(rows, krakenTime, MINUTE, cursor, false).progress();
  }

  private static Progress all(List<Candle> rows, Instant krakenTime, Instant cursor) {
    return new CandlesPage(rows, krakenTime, MINUTE, cursor, true).progress();
  }

  private static List<Long> minutes(Progress progress) {
    return progress.candles().stream()
        .map(candle -> Duration.between(START, candle.begin()).toMinutes())
        .toList();
  }

  private static String range(long from, long to) {
    return "candles from " + at(from) + " to before " + at(to);
  }

  private static List<Candle> join(List<Candle> some, List<Candle> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static List<Candle> candles(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(minute -> candle(at(minute))).toList();
  }

  private static Candle candle(Instant begin) {
    return new Candle(begin, "1.0", "2.0", "0.5", "1.5", "1.2", "3.0", 7);
  }

  private static Instant at(long minute) {
    return START.plus(MINUTE.multipliedBy(minute));
  }
}
