package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import io.github.camelkraken.topics.CloudEvent;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Message;

/** All pairs in one call; the newest wins (semantics.md 5). */
@Singleton
@Named("ticker")
public class TickerFeed extends Feed {
  private static final String ENDPOINT = "Ticker";
  private static final int DAY = 1;

  /** More names make the URL too long for a proxy; then all are asked for and the rest left out. */
  private static final int NAMED = 200;

  public TickerFeed() {
    super("ticker");
  }

  @Override
  public List<String> targets() {
    return List.of("");
  }

  @Override
  public List<PublicCall> calls() {
    List<Pair> selected = pairs.selected();
    if (pairs.isAll() || selected.size() > NAMED) {
      return List.of(new PublicCall(ENDPOINT, ""));
    }
    String ids = selected.stream().map(Pair::id).collect(Collectors.joining(","));
    return List.of(new PublicCall(ENDPOINT, "", Map.of("pair", ids)));
  }

  /**
   * One record for each pair of the answer.
   *
   * @throws Transient if it has none that can be read
   */
  @Override
  public List<Message> records(Reply reply) throws Transient {
    Set<Pair> wanted = pairs.isAll() ? null : Set.copyOf(pairs.selected());
    List<CloudEvent> records = new ArrayList<>(reply.result().size());
    for (Map.Entry<String, JsonNode> entry : reply.result().properties()) {
      Optional<Pair> pair = pairs.find(entry.getKey());
      if (pair.isPresent() && (wanted == null || wanted.contains(pair.get()))) {
        String symbol = pair.get().symbol();
        each(symbol, () -> records.add(ticker(symbol, entry.getValue(), reply.receivedAt())));
      }
    }
    return some(records);
  }

  private CloudEvent ticker(String symbol, JsonNode ticker, Instant receivedAt) throws Transient {
    JsonNode ask = Fields.array(ticker, "a");
    JsonNode bid = Fields.array(ticker, "b");
    JsonNode last = Fields.array(ticker, "c");
    String askPrice = Fields.decimal(ask, 0);
    String askQty = Fields.decimal(ask, 2);
    String bidPrice = Fields.decimal(bid, 0);
    String bidQty = Fields.decimal(bid, 2);
    String lastPrice = Fields.decimal(last, 0);
    String lastQty = Fields.decimal(last, 1);
    String volume = Fields.decimal(Fields.array(ticker, "v"), DAY);
    String vwap = Fields.decimal(Fields.array(ticker, "p"), DAY);
    long trades = Fields.count(Fields.array(ticker, "t"), DAY);
    String low = Fields.decimal(Fields.array(ticker, "l"), DAY);
    String high = Fields.decimal(Fields.array(ticker, "h"), DAY);
    String open = Fields.decimal(ticker, "o");
    String timestamp = receivedAt.toString();
    byte[] value =
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("symbol", symbol);
              json.writeStringField("bid", bidPrice);
              json.writeStringField("bid_qty", bidQty);
              json.writeStringField("ask", askPrice);
              json.writeStringField("ask_qty", askQty);
              json.writeStringField("last", lastPrice);
              json.writeStringField("last_qty", lastQty);
              json.writeStringField("volume", volume);
              json.writeStringField("vwap", vwap);
              json.writeNumberField("trades", trades);
              json.writeStringField("low", low);
              json.writeStringField("high", high);
              json.writeStringField("open", open);
              json.writeStringField("timestamp", timestamp);
              json.writeEndObject();
            });
    return record(ENDPOINT, symbol, symbol + "/" + timestamp, receivedAt, value);
  }
}
