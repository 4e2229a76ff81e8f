package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.SimulatedTrade;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** {@code Spread} (rest.md 2.11): every trade moved it; {@code since} is inclusive. */
public final class Spread implements PublicEndpoint {
  private static final int KEPT = 200;

  @Override
  public String name() {
    return "Spread";
  }

  @Override
  public JsonNode result(Market market, Map<String, String> query) {
    SimulatedPair pair = PublicEndpoint.pair(market, query);
    long since = PublicEndpoint.whole(query, "since", 0);
    List<SimulatedTrade> changes =
        pair.newestTrades(KEPT).stream()
            .filter(trade -> trade.time().getEpochSecond() >= since)
            .toList();
    ArrayNode rows = JSON.arrayNode();
    changes.forEach(trade -> rows.add(row(pair, trade)));
    long last = changes.isEmpty() ? since : changes.get(changes.size() - 1).time().getEpochSecond();
    ObjectNode result = JSON.objectNode();
    result.set(pair.id(), rows);
    return result.put("last", last);
  }

  private static JsonNode row(SimulatedPair pair, SimulatedTrade trade) {
    BigDecimal bid = trade.price().subtract(pair.tick());
    BigDecimal ask = trade.price().add(pair.tick());
    return JSON.arrayNode()
        .add(trade.time().getEpochSecond())
        .add(bid.toPlainString())
        .add(ask.toPlainString());
  }
}
