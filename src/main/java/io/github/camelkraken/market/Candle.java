package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.Interval;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.Transient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A row of Kraken's OHLC (rest.md 2.6). */
record Candle(
    Instant begin,
    String open,
    String high,
    String low,
    String close,
    String vwap,
    String volume,
    long trades) {

  /**
   * The rows of an answer.
   *
   * @throws Transient if one is not Kraken's, or they do not ascend
   */
  static List<Candle> of(JsonNode rows) throws Transient {
    List<Candle> candles = new ArrayList<>(rows.size());
    Instant last = Instant.MIN;
    for (JsonNode row : rows) {
      Candle candle =
          new Candle(
              Fields.seconds(row, 0),
              Fields.decimal(row, 1),
              Fields.decimal(row, 2),
              Fields.decimal(row, 3),
              Fields.decimal(row, 4),
              Fields.decimal(row, 5),
              Fields.decimal(row, 6),
              Fields.count(row, 7));
      if (!candle.begin.isAfter(last)) {
        throw new Transient("candle " + candle.begin + " comes after " + last);
      }
      last = candle.begin;
      candles.add(candle);
    }
    return candles;
  }

  byte[] json(String symbol, Interval interval) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("symbol", symbol);
          json.writeNumberField("interval", interval.minutes());
          json.writeStringField("interval_begin", begin.toString());
          json.writeStringField("open", open);
          json.writeStringField("high", high);
          json.writeStringField("low", low);
          json.writeStringField("close", close);
          json.writeStringField("vwap", vwap);
          json.writeStringField("volume", volume);
          json.writeNumberField("trades", trades);
          json.writeBooleanField("closed", true);
          json.writeEndObject();
        });
  }
}
