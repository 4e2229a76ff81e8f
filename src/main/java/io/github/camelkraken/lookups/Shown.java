package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of a view, as far as they were seen.
 *
 * @param rows by Kraken's id
 * @param pages how many were seen
 * @param hasMore whether there is something to see yet
 * @param whole whether all was seen
 * @param at Kraken's clock when it was first looked at; null before
 */
record Shown(Map<String, JsonNode> rows, int pages, boolean hasMore, boolean whole, Instant at) {
  /** Nothing was looked at. */
  static final Shown NOTHING = new Shown(Map.of(), 0, true, false, null);

  /** With the next page; an answer that is none ends it, and it is not whole then. */
  Shown and(View view, JsonNode result, Instant krakenTime) {
    Instant since = at == null ? krakenTime : at;
    return view.rows(result)
        .map(
            page -> {
              // A row that newer ones have shifted from one page to the next is seen twice.
              Map<String, JsonNode> all = new LinkedHashMap<>(rows);
              all.putAll(page);
              boolean full = view.isFull(page.size());
              return new Shown(all, pages + 1, full && view.turns(pages + 1), !full, since);
            })
        .orElseGet(() -> new Shown(rows, pages, false, false, since));
  }

  /** Whether it was seen to its end as it can be, and that is not all there is. */
  boolean isCutOff() {
    return !hasMore && !whole;
  }

  /** Whether it was looked at, at this time of Kraken's or later. */
  boolean isSeenAt(Instant time) {
    return at != null && !at.isBefore(time);
  }

  /** Whether all was seen, at this time of Kraken's or later. */
  boolean isWholeAt(Instant time) {
    return whole && isSeenAt(time);
  }
}
