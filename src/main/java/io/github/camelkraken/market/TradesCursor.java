package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far the trades of a pair are published.
 *
 * @param last nanoseconds since 1970 from where Kraken is asked on
 * @param tradeId of the last trade published, 0 before the first
 */
record TradesCursor(long last, long tradeId) {
  /** Kraken writes a row's time as a float, which is off by up to some hundred nanoseconds. */
  private static final long FLOAT_NANOS = 1_000;

  /** Further behind, pages would repeat; ahead, trades would wait until a later one shows them. */
  private static final long BEHIND_NANOS = Duration.ofMillis(1).toNanos();

  static TradesCursor parse(byte[] json) {
    try {
      JsonNode cursor = Json.read(json);
      return new TradesCursor(
          Long.parseLong(cursor.get("last").textValue()), cursor.get("trade_id").longValue());
    } catch (IOException | RuntimeException unreadable) {
      throw new IllegalStateException("a trades cursor cannot be read", unreadable);
    }
  }

  byte[] json() {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("last", String.valueOf(last));
          json.writeNumberField("trade_id", tradeId);
          json.writeEndObject();
        });
  }

  /**
   * The cursor behind a trade. Kraken's own {@code last} is exact where it belongs to that trade;
   * one that is far from the trade's time is wrong and would skip trades or repeat pages.
   */
  static TradesCursor behind(Trade trade, long krakenLast) {
    long time = nanos(trade.time());
    boolean plausible = krakenLast - time <= FLOAT_NANOS && time - krakenLast <= BEHIND_NANOS;
    return new TradesCursor(plausible ? krakenLast : time - FLOAT_NANOS, trade.id());
  }

  /** One nanosecond of overlap: trades share times, and what repeats is left out by its id. */
  long since() {
    return Math.max(0, last - 1);
  }

  TradesCursor at(long newLast) {
    return new TradesCursor(newLast, tradeId);
  }

  static long nanos(Instant time) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, time);
  }
}
