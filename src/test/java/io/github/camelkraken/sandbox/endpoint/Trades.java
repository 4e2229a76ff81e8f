package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.SimulatedTrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** {@code Trades} (rest.md 2.10, semantics.md 4.1); {@code since} is exclusive. */
public final class Trades implements PublicEndpoint {
  private static final int PAGE = 1000;
  private static final int SECONDS_DIGITS = 10;
  private static final int FLOAT_DECIMALS = 7;

  @Override
  public String name() {
    return "Trades";
  }

  @Override
  public JsonNode result(Market market, Map<String, String> query) {
    SimulatedPair pair = PublicEndpoint.pair(market, query);
    int count = PublicEndpoint.whole(query, "count", PAGE);
    String since = query.get("since");
    List<SimulatedTrade> page =
        since == null ? pair.newestTrades(count) : pair.tradesAfter(nanos(since), count);
    ArrayNode rows = JSON.arrayNode();
    page.forEach(trade -> rows.add(row(trade)));
    String last =
        page.isEmpty()
            ? (since == null ? "0" : since)
            : String.valueOf(page.get(page.size() - 1).nanos());
    ObjectNode result = JSON.objectNode();
    result.set(pair.id(), rows);
    return result.put("last", last);
  }

  private static JsonNode row(SimulatedTrade trade) {
    return JSON.arrayNode()
        .add(trade.price().toPlainString())
        .add(trade.volume().toPlainString())
        .add(BigDecimal.valueOf(trade.nanos(), 9).setScale(FLOAT_DECIMALS, RoundingMode.HALF_UP))
        .add(trade.buy() ? "b" : "s")
        .add(trade.market() ? "m" : "l")
        .add("")
        .add(trade.id());
  }

  private static long nanos(String since) {
    try {
      long value = Long.parseLong(since);
      return since.length() <= SECONDS_DIGITS ? Math.multiplyExact(value, 1_000_000_000L) : value;
    } catch (NumberFormatException notANumber) {
      throw new KrakenError("EGeneral:Invalid arguments:since");
    }
  }
}
