package io.github.camelkraken.market;

import io.github.camelkraken.rest.Transient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one answer of Trades adds to what is published (semantics.md 4.1). Trade ids are consecutive
 * for a pair, so a hole is provable: what lies behind it waits until it is filled, or until Kraken
 * was asked from ever further back and does not have it.
 */
final class TradesPage {
  /** Kraken's page; as many rows mean that there may be more. */
  static final int FULL = 1000;

  private static final long CLEARLY_LATER = Duration.ofSeconds(1).toNanos();

  /**
   * How it goes on.
   *
   * @param trades to publish, in order, without a hole among them
   * @param cursor to publish with them; null if it stays where it is
   * @param hole before what comes next; null if there is none
   * @param again whether to ask again at once
   */
  record Progress(
      List<Trade> trades, List<Gap> gaps, TradesCursor cursor, Hole hole, boolean again) {}

  private final List<Trade> rows;
  private final long krakenLast;
  private final TradesCursor cursor;
  private final List<Trade> fresh;
  private final List<Gap> gaps = new ArrayList<>();
  private Hole hole;
  private boolean again;

  /**
   * @param rows of the answer, ids ascending
   * @param krakenLast the answer's {@code last}, 0 if it had none
   * @param cursor null before the first answer
   * @param hole that the answer was asked to fill, or null
   */
  TradesPage(List<Trade> rows, long krakenLast, TradesCursor cursor, Hole hole) {
    this.rows = rows;
    this.krakenLast = krakenLast;
    this.cursor = cursor;
    this.hole = hole;
    long published = cursor == null ? 0 : cursor.tradeId();
    this.fresh = rows.stream().filter(trade -> trade.id() > published).toList();
  }

  /**
   * Reads the page once.
   *
   * @throws Transient if the ids went back, which nothing that was published allows for
   */
  Progress progress() throws Transient {
    if (cursor == null) {
      return rows.isEmpty() ? progress(List.of(), new TradesCursor(krakenLast, 0)) : publish();
    }
    if (fresh.isEmpty()) {
      return hole == null ? nothingFresh() : stillMissing();
    }
    if (cursor.tradeId() == 0 || fresh.get(0).id() == cursor.tradeId() + 1) {
      return publish();
    }
    return hole == null ? firstMissing() : stillMissing();
  }

  /** Either there is nothing new, or a full page of a busy moment hides what is. */
  private Progress nothingFresh() throws Transient {
    if (!rows.isEmpty() && lastOf(rows).id() < cursor.tradeId() && isLater(lastOf(rows))) {
      throw new Transient(
          "trade ids went back from " + cursor.tradeId() + " to " + lastOf(rows).id());
    }
    if (!isFull()) {
      return progress(List.of(), null);
    }
    again = true;
    // A page of one single time would come again for ever; beyond it a hole would show by its id.
    long next = TradesCursor.behind(lastOf(rows), krakenLast).last();
    return progress(List.of(), cursor.at(Math.max(next, cursor.last() + 2)));
  }

  private Progress publish() {
    List<Trade> run = run();
    boolean whole = run.size() == fresh.size();
    TradesCursor next = TradesCursor.behind(lastOf(run), whole ? krakenLast : 0);
    if (hole != null && next.tradeId() >= hole.to()) {
      gaps.add(new Gap(Gap.Event.GAP_FILLED, hole.range(), "came with a later answer"));
      hole = null;
    }
    if (!whole) {
      found(Hole.before(fresh.get(run.size()), next));
    } else if (isFull()) {
      again = true;
    }
    return progress(run, next);
  }

  private Progress firstMissing() {
    found(Hole.before(fresh.get(0), cursor));
    return progress(List.of(), cursor);
  }

  private Progress stillMissing() {
    again = true;
    if (fresh.isEmpty() && isFull()) {
      hole = hole.pagedOn(TradesCursor.behind(lastOf(rows), krakenLast).since());
      return progress(List.of(), null);
    }
    if (hole.hasMoreTries()) {
      hole = hole.retried(cursor);
      return progress(List.of(), null);
    }
    if (fresh.isEmpty()) {
      // Not even what lies behind the hole is there any more; it is found again when that is back.
      hole = null;
      again = false;
      return progress(List.of(), null);
    }
    gaps.add(
        new Gap(
            Gap.Event.GAP_UNFILLABLE,
            hole.range(),
            "not in any of Kraken's answers, going on behind"));
    hole = null;
    return publish();
  }

  private void found(Hole found) {
    hole = found;
    again = true;
    gaps.add(
        new Gap(Gap.Event.GAP_DETECTED, found.range(), "not in Kraken's answer, asking again"));
  }

  private Progress progress(List<Trade> trades, TradesCursor next) {
    return new Progress(trades, gaps, next, hole, again);
  }

  /** The fresh trades up to the first id that is missing among them. */
  private List<Trade> run() {
    int end = 1;
    while (end < fresh.size() && fresh.get(end).id() == fresh.get(end - 1).id() + 1) {
      end++;
    }
    return fresh.subList(0, end);
  }

  private boolean isFull() {
    return rows.size() >= FULL;
  }

  private boolean isLater(Trade trade) {
    return TradesCursor.nanos(trade.time()) - cursor.last() > CLEARLY_LATER;
  }

  private static Trade lastOf(List<Trade> trades) {
    return trades.get(trades.size() - 1);
  }
}
