package io.github.camelkraken.market;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/** The book of each pair; the newest wins. A crossed or unsorted book is nobody's book. */
@Singleton
@Named("book")
public class BookFeed extends Feed {
  private static final String ENDPOINT = "Depth";

  private record Level(String price, String qty, Instant time) {}

  public BookFeed() {
    super("book");
  }

  @Override
  public List<String> targets() {
    return pairs.selected(config.book()).stream().map(Pair::symbol).toList();
  }

  @Override
  public List<PublicCall> calls() {
    String count = String.valueOf(config.book().depth().levels());
    return pairs.selected(config.book()).stream()
        .map(
            pair ->
                new PublicCall(ENDPOINT, pair.symbol(), Map.of("pair", pair.id(), "count", count)))
        .toList();
  }

  /**
   * The book of an answer.
   *
   * @throws Transient if it is not Kraken's, or crossed, or not sorted best first
   */
  @Override
  public List<Message> records(Reply reply) throws Transient {
    if (reply.result().size() != 1) {
      throw new Transient("expected the book of one pair");
    }
    JsonNode book = reply.result().iterator().next();
    List<Level> bids = levels(Fields.array(book, "bids"), 1);
    List<Level> asks = levels(Fields.array(book, "asks"), -1);
    if (!bids.isEmpty() && !asks.isEmpty() && compare(bids.get(0), asks.get(0)) >= 0) {
      throw new Transient("crossed book: bid " + bids.get(0).price + ", ask " + asks.get(0).price);
    }
    String symbol = reply.call().target();
    String timestamp = reply.receivedAt().toString();
    byte[] value =
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("symbol", symbol);
              write(json, "bids", bids);
              write(json, "asks", asks);
              json.writeStringField("timestamp", timestamp);
              json.writeEndObject();
            });
    return messages(
        List.of(record(ENDPOINT, symbol, symbol + "/" + timestamp, reply.receivedAt(), value)));
  }

  /**
   * @param best 1 if the highest price is the best, -1 if the lowest is
   */
  private static List<Level> levels(JsonNode rows, int best) throws Transient {
    List<Level> levels = new ArrayList<>(rows.size());
    for (JsonNode row : rows) {
      Level level =
          new Level(Fields.decimal(row, 0), Fields.decimal(row, 1), Fields.seconds(row, 2));
      if (!levels.isEmpty() && compare(levels.get(levels.size() - 1), level) * best <= 0) {
        throw new Transient("unsorted book at price " + level.price);
      }
      levels.add(level);
    }
    return levels;
  }

  private static int compare(Level one, Level other) {
    return new BigDecimal(one.price).compareTo(new BigDecimal(other.price));
  }

  private static void write(JsonGenerator json, String side, List<Level> levels)
      throws IOException {
    json.writeArrayFieldStart(side);
    for (Level level : levels) {
      json.writeStartObject();
      json.writeStringField("price", level.price);
      json.writeStringField("qty", level.qty);
      json.writeStringField("timestamp", level.time.toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
