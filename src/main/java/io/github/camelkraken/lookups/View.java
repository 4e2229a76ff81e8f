package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What Kraken can be asked to show; each view is of rows that have an id. */
enum View {
  /** Up to a thousand at once (rest.md 10). */
  OPEN("OpenOrders", 1000),
  /** Fifty to a page, the newest first (rest.md 3.6). */
  CLOSED("ClosedOrders", 50),
  /** All that an order ever was (rest.md 3.8). */
  AMENDS("OrderAmends", Integer.MAX_VALUE),
  /** Up to five hundred of an asset, the newest first (rest.md 5). */
  WITHDRAWALS("WithdrawStatus", 500);

  /** After so many the rest is not looked at. */
  private static final int MOST_PAGES = 10;

  private final String endpoint;
  private final int page;

  View(String endpoint, int page) {
    this.endpoint = endpoint;
    this.page = page;
  }

  String endpoint() {
    return endpoint;
  }

  /** The rows of an answer by their ids; empty if it is not one of this view. */
  Optional<Map<String, JsonNode>> rows(JsonNode result) {
    return switch (this) {
      case OPEN -> byKey(result.path("open"));
      case CLOSED -> byKey(result.path("closed"));
      case AMENDS -> byField(result.path("amends"), "amend_id");
      case WITHDRAWALS -> byField(result, "refid");
    };
  }

  /** Whether there may be more behind a page of so many rows. */
  boolean isFull(int rows) {
    return rows >= page;
  }

  /** Whether the next page can be asked for after so many. */
  boolean turns(int pages) {
    return this == CLOSED && pages < MOST_PAGES;
  }

  /** Where the page after so many begins. */
  int offset(int pages) {
    return page * pages;
  }

  private static Optional<Map<String, JsonNode>> byKey(JsonNode rows) {
    if (!rows.isObject()) {
      return Optional.empty();
    }
    Map<String, JsonNode> byKey = new LinkedHashMap<>();
    rows.properties().forEach(row -> byKey.put(row.getKey(), row.getValue()));
    return Optional.of(byKey);
  }

  private static Optional<Map<String, JsonNode>> byField(JsonNode rows, String id) {
    if (!rows.isArray()) {
      return Optional.empty();
    }
    Map<String, JsonNode> byField = new LinkedHashMap<>();
    rows.forEach(row -> byField.put(row.path(id).asText(), row));
    byField.remove("");
    return Optional.of(byField);
  }
}
