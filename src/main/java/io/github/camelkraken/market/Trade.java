package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.Transient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A row of Kraken's Trades (rest.md 2.10). */
record Trade(String price, String qty, Instant time, String side, String type, long id) {

  /**
   * The rows of an answer.
   *
   * @throws Transient if one is not Kraken's, or the ids do not ascend
   */
  static List<Trade> of(JsonNode rows) throws Transient {
    List<Trade> trades = new ArrayList<>(rows.size());
    long last = -1;
    for (JsonNode row : rows) {
      Trade trade =
          new Trade(
              Fields.decimal(row, 0),
              Fields.decimal(row, 1),
              Fields.seconds(row, 2),
              word(row, 3, "b", "buy", "s", "sell"),
              word(row, 4, "m", "market", "l", "limit"),
              Fields.count(row, 6));
      if (trade.id <= last) {
        throw new Transient("trade " + trade.id + " comes after " + last);
      }
      last = trade.id;
      trades.add(trade);
    }
    return trades;
  }

  byte[] json(String symbol) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("symbol", symbol);
          json.writeStringField("side", side);
          json.writeStringField("price", price);
          json.writeStringField("qty", qty);
          json.writeStringField("ord_type", type);
          json.writeNumberField("trade_id", id);
          json.writeStringField("timestamp", time.toString());
          json.writeEndObject();
        });
  }

  private static String word(JsonNode row, int position, String... pairs) throws Transient {
    String letter = Fields.text(row, position);
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(letter)) {
        return pairs[i + 1];
      }
    }
    throw new Transient("unknown letter " + letter + " at position " + position + " of a trade");
  }
}
