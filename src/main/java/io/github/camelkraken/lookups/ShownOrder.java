package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;

/** An order as Kraken shows it (rest.md 3.5, 3.6 and 10). */
record ShownOrder(String txid, JsonNode row) {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  static Stream<ShownOrder> in(Shown view) {
    return view.rows().entrySet().stream()
        .map(entry -> new ShownOrder(entry.getKey(), entry.getValue()));
  }

  /** When Kraken took it; long ago if it does not say. */
  Instant opened() {
    return time("opentm");
  }

  /** When it ended; long ago if it does not say. */
  Instant closed() {
    return time("closetm");
  }

  boolean isCanceled() {
    return text("status").equals("canceled");
  }

  /** By its altname. */
  String pair() {
    return description("pair");
  }

  /** {@code buy} or {@code sell}. */
  String type() {
    return description("type");
  }

  String orderType() {
    return description("ordertype");
  }

  Term volume() {
    return Term.of(row.path("vol"));
  }

  Term executed() {
    return Term.of(row.path("vol_exec"));
  }

  Term displayed() {
    return Term.of(row.path("displayvol"));
  }

  /** {@code price} or {@code price2}, as in a request. */
  Term given(String price) {
    return new Term(description(price));
  }

  Term limitPrice() {
    return given(isTriggered() ? "price2" : "price");
  }

  Term triggerPrice() {
    return isTriggered() ? given("price") : new Term("");
  }

  /** The order that it has replaced; empty if Kraken does not say. */
  String replaced() {
    return text("link_id");
  }

  String userref() {
    String userref = text("userref");
    return userref.equals("0") ? "" : userref;
  }

  boolean hasClientId() {
    return !text("cl_ord_id").isEmpty();
  }

  /** A limit order has no trigger, nor has an iceberg (rest.md 4.1). */
  private boolean isTriggered() {
    return !orderType().equals("limit") && !orderType().equals("iceberg");
  }

  private String description(String field) {
    return row.path("descr").path(field).asText();
  }

  private String text(String field) {
    JsonNode value = row.path(field);
    return value.isNull() ? "" : value.asText();
  }

  private Instant time(String field) {
    JsonNode seconds = row.path(field);
    return seconds.isNumber()
        ? Instant.EPOCH.plusNanos(seconds.decimalValue().multiply(NANOS).longValue())
        : Instant.EPOCH;
  }
}
