package io.github.camelkraken.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one answer of OHLC adds to what is published (semantics.md 4.2). Candles follow each other,
 * so a hole is provable: what lies behind it waits until Kraken was asked for all that it keeps.
 */
final class CandlesPage {
  /** A candle was seen to change in the first second after it closed. */
  private static final Duration SETTLES = Duration.ofSeconds(5);

  /**
   * How it goes on.
   *
   * @param candles to publish, in order
   * @param cursor begin of the last one, to publish with them; null if it stays where it is
   * @param again whether to ask at once for all that Kraken keeps
   */
  record Progress(List<Candle> candles, List<Gap> gaps, Instant cursor, boolean again) {}

  private final List<Candle> fresh;
  private final Duration length;
  private final Instant cursor;
  private final boolean askedForAll;
  private final List<Gap> gaps = new ArrayList<>();

  /**
   * @param rows of the answer, ascending
   * @param krakenTime when it was given, by Kraken's clock
   * @param length of a candle
   * @param cursor begin of the last candle published, null before the first
   * @param askedForAll whether the answer has all that Kraken keeps, so that what is missing in it
   *     is nowhere
   */
  CandlesPage(
      List<Candle> rows, Instant krakenTime, Duration length, Instant cursor, boolean askedForAll) {
    this.length = length;
    this.cursor = cursor;
    this.askedForAll = askedForAll;
    Instant settled = krakenTime.minus(SETTLES).minus(length);
    // The last row is the candle that runs, whatever its time says.
    this.fresh =
        rows.stream()
            .limit(Math.max(0, rows.size() - 1))
            .filter(candle -> !candle.begin().isAfter(settled))
            .filter(candle -> cursor == null || candle.begin().isAfter(cursor))
            .toList();
  }

  /** Reads the page once. */
  Progress progress() {
    if (fresh.isEmpty()) {
      return new Progress(List.of(), gaps, null, false);
    }
    Instant first = fresh.get(0).begin();
    Instant last = cursor == null ? first.minus(length) : cursor;
    List<Candle> run = new ArrayList<>();
    for (Candle candle : fresh) {
      Instant expected = last.plus(length);
      if (candle.begin().isAfter(expected)) {
        if (!askedForAll) {
          found(
              Gap.Event.GAP_DETECTED,
              expected,
              candle.begin(),
              "not in Kraken's answer, asking again");
          return new Progress(run, gaps, last, true);
        }
        found(
            Gap.Event.GAP_UNFILLABLE,
            expected,
            candle.begin(),
            "not among those that Kraken keeps, going on behind");
      }
      last = candle.begin();
      run.add(candle);
    }
    if (askedForAll && gaps.isEmpty()) {
      found(Gap.Event.GAP_FILLED, first, last, "came with a later answer");
    }
    return new Progress(run, gaps, last, false);
  }

  private void found(Gap.Event event, Instant from, Instant to, String detail) {
    gaps.add(new Gap(event, "candles from " + from + " to before " + to, detail));
  }
}
