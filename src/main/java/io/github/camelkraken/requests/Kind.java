package io.github.camelkraken.requests;

import java.util.Map;

/** What a parameter of Kraken's is; a name means the same in every endpoint. */
enum Kind {
  TEXT,
  /** A number that must not lose a digit. */
  DECIMAL,
  /** A decimal that may be relative: {@code +1.5}, {@code -2%}, {@code #3} (rest.md 4.1). */
  PRICE,
  INTEGER,
  SWITCH,
  TIME,
  PAIR,
  CLIENT_ID,
  CLOSE,
  LIST,
  /** Orders of a batch, or ids of orders to cancel. */
  ORDERS;

  private static final Map<String, Kind> OF =
      Map.ofEntries(
          Map.entry("volume", DECIMAL),
          Map.entry("displayvol", DECIMAL),
          Map.entry("order_qty", DECIMAL),
          Map.entry("display_qty", DECIMAL),
          Map.entry("amount", DECIMAL),
          Map.entry("max_fee", DECIMAL),
          Map.entry("price", PRICE),
          Map.entry("price2", PRICE),
          Map.entry("limit_price", PRICE),
          Map.entry("trigger_price", PRICE),
          Map.entry("userref", INTEGER),
          Map.entry("timeout", INTEGER),
          Map.entry("ofs", INTEGER),
          Map.entry("limit", INTEGER),
          Map.entry("depth", INTEGER),
          Map.entry("reduce_only", SWITCH),
          Map.entry("post_only", SWITCH),
          Map.entry("cancel_response", SWITCH),
          Map.entry("validate", SWITCH),
          Map.entry("trades", SWITCH),
          Map.entry("docalcs", SWITCH),
          Map.entry("consolidate_taker", SWITCH),
          Map.entry("without_count", SWITCH),
          Map.entry("with_cursor", SWITCH),
          Map.entry("ledgers", SWITCH),
          Map.entry("fee_schedule", SWITCH),
          Map.entry("ascending", SWITCH),
          Map.entry("hide_zero_allocations", SWITCH),
          Map.entry("verified", SWITCH),
          Map.entry("new", SWITCH),
          Map.entry("deadline", TIME),
          Map.entry("pair", PAIR),
          Map.entry("cl_ord_id", CLIENT_ID),
          Map.entry("close", CLOSE),
          Map.entry("cl_ord_ids", LIST),
          Map.entry("lock_type", LIST),
          Map.entry("orders", ORDERS));

  static Kind of(String parameter) {
    return OF.getOrDefault(parameter, TEXT);
  }
}
