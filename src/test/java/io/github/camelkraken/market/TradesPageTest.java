package io.github.camelkraken.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelkraken.market.TradesPage.Progress;
import io.github.camelkraken.rest.Transient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TradesPageTest {
  private static final long BASE = 1_762_820_035_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;

  @Test
  void theFirstPageIsPublishedAsItComes() throws Transient {
    Progress progress = page(trades(101, 103), at(103), null, null);

    assertThat(ids(progress)).containsExactly(101L, 102L, 103L);
    assertThat(progress.cursor()).isEqualTo(new TradesCursor(at(103), 103));
    assertGoesOnLater(progress);
  }

  @Test
  void aFirstPageThatIsFullAsksForMoreAtOnce() throws Transient {
    Progress progress = page(trades(1, 1000), at(1000), null, null);

    assertThat(progress.trades()).hasSize(1000);
    assertThat(progress.again()).isTrue();
  }

  @Test
  void anEmptyFirstPageSetsTheStartAndTheNextTradesAreTheFirst() throws Transient {
    Progress empty = page(List.of(), at(100), null, null);

    assertThat(empty.trades()).isEmpty();
    assertThat(empty.cursor()).isEqualTo(new TradesCursor(at(100), 0));
    assertGoesOnLater(empty);

    Progress first = page(trades(101, 102), at(102), empty.cursor(), null);

    assertThat(ids(first)).containsExactly(101L, 102L);
    assertGoesOnLater(first);
  }

  @Test
  void anEmptyPageLeavesTheCursorWhereItIs() throws Transient {
    Progress progress = page(List.of(), at(103), cursor(103), null);

    assertThat(progress.trades()).isEmpty();
    assertThat(progress.cursor()).isNull();
    assertGoesOnLater(progress);
  }

  @Test
  void whatWasPublishedIsLeftOut() throws Transient {
    assertThat(page(trades(101, 103), at(103), cursor(103), null).cursor()).isNull();

    Progress progress = page(trades(101, 105), at(105), cursor(103), null);

    assertThat(ids(progress)).containsExactly(104L, 105L);
    assertThat(progress.cursor()).isEqualTo(cursor(105));
    assertGoesOnLater(progress);
  }

  @Test
  void aFullPageAsksForTheNextAtOnce() throws Transient {
    Progress progress = page(trades(103, 1102), at(1102), cursor(103), null);

    assertThat(progress.trades()).hasSize(999);
    assertThat(progress.cursor()).isEqualTo(cursor(1102));
    assertThat(progress.again()).isTrue();
    assertThat(page(trades(103, 1101), at(1101), cursor(103), null).again()).isFalse();
  }

  @Test
  void aFullPageOfASingleTimeDoesNotComeForEver() throws Transient {
    List<Trade> rows = LongStream.rangeClosed(1, 1000).mapToObj(id -> trade(id, at(1))).toList();
    TradesCursor cursor = new TradesCursor(at(1), 1000);

    Progress progress = page(rows, at(1), cursor, null);

    assertThat(progress.trades()).isEmpty();
    assertThat(progress.again()).isTrue();
    assertThat(progress.cursor().tradeId()).isEqualTo(1000);
    assertThat(progress.cursor().since()).isGreaterThanOrEqualTo(at(1));
  }

  @Test
  void aHoleBeforeAPageIsAnnouncedAndNothingBehindItIsPublished() throws Transient {
    Progress progress = page(trades(106, 108), at(108), cursor(103), null);

    assertThat(progress.trades()).isEmpty();
    assertThat(progress.cursor()).isEqualTo(cursor(103));
    assertThat(progress.gaps())
        .containsExactly(
            new Gap(
                Gap.Event.GAP_DETECTED,
                "trades 104 to 105",
                "not in Kraken's answer, asking again"));
    assertThat(progress.hole()).isEqualTo(new Hole(104, 105, at(103) - SECOND, 0));
    assertThat(progress.again()).isTrue();
  }

  @Test
  void aHoleOfOneTradeIsCalledThatTrade() throws Transient {
    assertThat(page(trades(105, 106), at(106), cursor(103), null).gaps())
        .extracting(Gap::range)
        .containsExactly("trade 104");
  }

  @Test
  void aHoleThatALaterAnswerFillsIsAnnouncedAsFilled() throws Transient {
    Hole hole = page(trades(106, 108), at(108), cursor(103), null).hole();

    Progress progress = page(trades(90, 108), at(108), cursor(103), hole);

    assertThat(ids(progress)).containsExactly(104L, 105L, 106L, 107L, 108L);
    assertThat(progress.gaps()).extracting(Gap::event).containsExactly(Gap.Event.GAP_FILLED);
    assertThat(progress.gaps()).extracting(Gap::range).containsExactly("trades 104 to 105");
    assertThat(progress.cursor()).isEqualTo(cursor(108));
    assertGoesOnLater(progress);
  }

  @Test
  void aHoleIsAskedForFromEverFurtherBackAndThenGivenUp() throws Transient {
    List<Trade> rows = trades(106, 108);
    Hole first = page(rows, at(108), cursor(103), null).hole();

    Progress second = page(rows, at(108), cursor(103), first);
    Progress third = page(rows, at(108), cursor(103), second.hole());
    Progress last = page(rows, at(108), cursor(103), third.hole());

    assertThat(second.hole().since()).isEqualTo(at(103) - Duration.ofMinutes(1).toNanos());
    assertThat(third.hole().since()).isEqualTo(at(103) - Duration.ofHours(1).toNanos());
    assertThat(Stream.of(second, third)).allMatch(Progress::again);
    assertThat(Stream.of(second, third)).allMatch(progress -> progress.trades().isEmpty());
    assertThat(Stream.of(second, third)).allMatch(progress -> progress.cursor() == null);
    assertThat(Stream.of(second, third)).allMatch(progress -> progress.gaps().isEmpty());
    assertThat(ids(last)).containsExactly(106L, 107L, 108L);
    assertThat(last.gaps()).extracting(Gap::event).containsExactly(Gap.Event.GAP_UNFILLABLE);
    assertThat(last.gaps()).extracting(Gap::range).containsExactly("trades 104 to 105");
    assertThat(last.cursor()).isEqualTo(cursor(108));
    assertThat(last.hole()).isNull();
  }

  @Test
  void aHoleInsideAPageLetsThePartBeforeItPass() throws Transient {
    List<Trade> rows = Stream.concat(trades(104, 105).stream(), trades(109, 110).stream()).toList();

    Progress progress = page(rows, at(110), cursor(103), null);

    assertThat(ids(progress)).containsExactly(104L, 105L);
    assertThat(progress.gaps()).extracting(Gap::range).containsExactly("trades 106 to 108");
    assertThat(progress.cursor().tradeId()).isEqualTo(105);
    assertThat(progress.cursor().last()).isLessThanOrEqualTo(at(105));
    assertThat(progress.again()).isTrue();
  }

  @Test
  void theFirstPageMayHaveAHoleInsideToo() throws Transient {
    List<Trade> rows = Stream.concat(trades(104, 105).stream(), trades(109, 110).stream()).toList();

    Progress progress = page(rows, at(110), null, null);

    assertThat(ids(progress)).containsExactly(104L, 105L);
    assertThat(progress.gaps()).extracting(Gap::event).containsExactly(Gap.Event.GAP_DETECTED);
    assertThat(progress.hole().from()).isEqualTo(106);
  }

  @Test
  void aFullPageBeforeAHoleIsPagedThroughWithoutUsingUpATry() throws Transient {
    Hole hole = new Hole(2001, 2005, at(1), 0);

    Progress progress = page(trades(1, 1000), at(1000), cursor(2000), hole);

    assertThat(progress.trades()).isEmpty();
    assertThat(progress.gaps()).isEmpty();
    assertThat(progress.hole()).isEqualTo(new Hole(2001, 2005, at(1000) - 1, 0));
    assertThat(progress.again()).isTrue();
  }

  @Test
  void pagingThroughToAHoleNeverAsksFromTheSamePlaceAgain() throws Transient {
    List<Trade> rows = LongStream.rangeClosed(1, 1000).mapToObj(id -> trade(id, at(1))).toList();
    TradesCursor cursor = new TradesCursor(at(1), 1000);
    Hole hole = new Hole(1001, 1005, at(1) - 1, 0);

    Hole next = page(rows, at(1), cursor, hole).hole();

    assertThat(next.since()).isGreaterThan(hole.since());
  }

  @Test
  void aLastThatIsFarAheadDoesNotSkipTrades() throws Transient {
    Progress progress = page(trades(104, 105), at(105) + 3600 * SECOND, cursor(103), null);

    assertThat(ids(progress)).containsExactly(104L, 105L);
    assertThat(progress.cursor().since()).isLessThan(at(105));
  }

  @Test
  void aLastThatIsFarBehindDoesNotRepeatPages() throws Transient {
    Progress progress = page(trades(104, 1103), at(1), cursor(103), null);

    assertThat(progress.cursor().tradeId()).isEqualTo(1103);
    assertThat(progress.cursor().last()).isBetween(at(1103) - MILLI, at(1103));
  }

  @Test
  void aLastThatIsMissingIsTakenFromTheLastRow() throws Transient {
    Progress progress = page(trades(104, 105), 0, cursor(103), null);

    assertThat(progress.cursor().tradeId()).isEqualTo(105);
    assertThat(progress.cursor().last()).isBetween(at(105) - MILLI, at(105));
  }

  @Test
  void aLastThatIsSlightlyAheadDoesNotHideTheTradesThatItJumps() throws Transient {
    long halfAMillisecond = MILLI / 2;

    Progress progress = page(trades(104, 105), at(105) + halfAMillisecond, cursor(103), null);

    assertThat(progress.cursor().since()).isLessThan(at(105) + 2_000);
  }

  @Test
  void idsThatWentBackAreNotPublished() {
    List<Trade> restarted = List.of(trade(5, at(103) + 2 * SECOND));

    assertThatThrownBy(() -> page(restarted, at(103) + 2 * SECOND, cursor(103), null))
        .isInstanceOf(Transient.class)
        .hasMessage("trade ids went back from 103 to 5");
  }

  @Test
  void theCursorSurvivesBeingWritten() {
    TradesCursor cursor = new TradesCursor(1_762_820_035_982_277_754L, 10_219_207);

    assertThat(TradesCursor.parse(cursor.json())).isEqualTo(cursor);
    assertThatThrownBy(() -> TradesCursor.parse("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theCursorOverlapsByOneNanosecondAndNeverGoesBelowZero() {
    assertThat(new TradesCursor(17, 1).since()).isEqualTo(16);
    assertThat(new TradesCursor(0, 0).since()).isZero();
  }

  private static void assertGoesOnLater(Progress progress) {
    assertThat(progress.again()).isFalse();
    assertThat(progress.hole()).isNull();
  }

  private static Progress page(List<Trade> rows, long last, TradesCursor cursor, Hole hole)
      throws Transient {
    return new TradesPage(rows, last, cursor, hole).progress();
  }

  private static List<Long> ids(Progress progress) {
    return progress.trades().stream().map(Trade::id).toList();
  }

  private static TradesCursor cursor(long id) {
    return new TradesCursor(at(id), id);
  }

  private static List<Trade> trades(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(id -> trade(id, at(id))).toList();
  }

  private static Trade trade(long id, long nanos) {
    return new Trade("1.0", "2.0", Instant.EPOCH.plusNanos(nanos), "buy", "market", id);
  }

  /** Trades of these tests are ten milliseconds apart. */
  private static long at(long id) {
    return BASE + id * 10 * MILLI;
  }
}
