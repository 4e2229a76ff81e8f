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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Message;

/**
 * Best bid and ask of each pair as they changed, the newest wins. Kraken keeps some 200 changes,
 * and several share a second, so each poll overlaps the one before by that second (semantics.md
 * 4.3).
 */
@Singleton
@Named("spread")
public class SpreadFeed extends Feed {
  private static final String ENDPOINT = "Spread";

  /** One of the changes; those of one second are told apart by their place in it. */
  private record Change(Instant time, int place, String bid, String ask) {}

  private final Map<String, List<Change>> published = new ConcurrentHashMap<>();

  public SpreadFeed() {
    super("spread");
  }

  @Override
  public List<String> targets() {
    return pairs.selected(config.spread()).stream().map(Pair::symbol).toList();
  }

  @Override
  public List<PublicCall> calls() {
    return pairs.selected(config.spread()).stream().map(this::call).toList();
  }

  /**
   * The changes of an answer that were not published before.
   *
   * @throws Transient if a row is not Kraken's
   */
  @Override
  public List<Message> records(Reply reply) throws Transient {
    String symbol = reply.call().target();
    List<Change> before = published.getOrDefault(symbol, List.of());
    List<Change> changes = changes(Fields.rows(reply.result()));
    List<Change> newest = changes.isEmpty() ? before : changes;
    whenPublished(symbol, () -> published.put(symbol, newest));
    return messages(
        changes.stream()
            .filter(change -> !before.contains(change))
            .filter(change -> before.isEmpty() || !change.time.isBefore(lastOf(before).time))
            .map(change -> spread(symbol, change))
            .toList());
  }

  private PublicCall call(Pair pair) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("pair", pair.id());
    List<Change> before = published.getOrDefault(pair.symbol(), List.of());
    if (!before.isEmpty()) {
      parameters.put("since", String.valueOf(lastOf(before).time.getEpochSecond()));
    }
    return new PublicCall(ENDPOINT, pair.symbol(), parameters);
  }

  private CloudEvent spread(String symbol, Change change) {
    byte[] value =
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("symbol", symbol);
              json.writeStringField("bid", change.bid);
              json.writeStringField("ask", change.ask);
              json.writeStringField("timestamp", change.time.toString());
              json.writeEndObject();
            });
    String id =
        symbol + "/" + change.time + "/" + change.bid + "/" + change.ask + "/" + change.place;
    return record(ENDPOINT, symbol, id, change.time, value);
  }

  private static List<Change> changes(JsonNode rows) throws Transient {
    List<Change> changes = new ArrayList<>(rows.size());
    for (JsonNode row : rows) {
      Instant time = Fields.seconds(row, 0);
      int place =
          !changes.isEmpty() && lastOf(changes).time.equals(time) ? lastOf(changes).place + 1 : 0;
      changes.add(new Change(time, place, Fields.decimal(row, 1), Fields.decimal(row, 2)));
    }
    return changes;
  }

  private static Change lastOf(List<Change> changes) {
    return changes.get(changes.size() - 1);
  }
}
