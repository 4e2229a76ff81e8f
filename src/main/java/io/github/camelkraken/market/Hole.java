package io.github.camelkraken.market;

import java.time.Duration;
import java.util.List;

/**
 * Trades that must exist, as trade ids are consecutive, and that Kraken did not give.
 *
 * @param from first id missing
 * @param to last id missing
 * @param since nanoseconds from where Kraken is asked for them next
 * @param tries starting points used up so far
 */
record Hole(long from, long to, long since, int tries) {
  /** How far before the last trade published each try starts. */
  private static final List<Duration> BACK =
      List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));

  static Hole before(Trade trade, TradesCursor cursor) {
    return new Hole(cursor.tradeId() + 1, trade.id() - 1, back(cursor, 0), 0);
  }

  boolean hasMoreTries() {
    return tries + 1 < BACK.size();
  }

  Hole retried(TradesCursor cursor) {
    return new Hole(from, to, back(cursor, tries + 1), tries + 1);
  }

  /** The page was full before it came to the hole; the next one never starts where it did. */
  Hole pagedOn(long nextSince) {
    return new Hole(from, to, Math.max(nextSince, since + 1), tries);
  }

  String range() {
    return from == to ? "trade " + from : "trades " + from + " to " + to;
  }

  private static long back(TradesCursor cursor, int tries) {
    return Math.max(0, cursor.last() - BACK.get(tries).toNanos());
  }
}
