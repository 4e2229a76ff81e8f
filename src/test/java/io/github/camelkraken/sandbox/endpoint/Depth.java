package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.SimulatedPair;
import java.math.BigDecimal;
import java.util.Map;

/** {@code Depth} (rest.md 2.7). */
public final class Depth implements PublicEndpoint {
  @Override
  public String name() {
    return "Depth";
  }

  @Override
  public JsonNode result(Market market, Map<String, String> query) {
    SimulatedPair pair = PublicEndpoint.pair(market, query);
    int count = PublicEndpoint.whole(query, "count", 100);
    ObjectNode book = JSON.objectNode();
    book.set("asks", side(pair.ask(), pair.tick(), count, market));
    book.set("bids", side(pair.bid(), pair.tick().negate(), count, market));
    ObjectNode result = JSON.objectNode();
    result.set(pair.id(), book);
    return result;
  }

  private static ArrayNode side(BigDecimal best, BigDecimal step, int count, Market market) {
    ArrayNode levels = JSON.arrayNode();
    BigDecimal price = best;
    for (int i = 0; i < count && price.signum() > 0; i++) {
      levels.add(
          JSON.arrayNode()
              .add(price.setScale(Math.max(5, price.scale())).toPlainString())
              .add(BigDecimal.valueOf(1000 + i, 3).toPlainString())
              .add(market.now().getEpochSecond() - i));
      price = price.add(step);
    }
    return levels;
  }
}
