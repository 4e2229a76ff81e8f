package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.SimulatedTrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code OHLC} (rest.md 2.6, semantics.md 4.2): the newest 720 candles and the running one, made of
 * the trades; an interval without a trade is a flat candle; {@code since} is inclusive.
 */
public final class Ohlc implements PublicEndpoint {
  private static final Set<Integer> INTERVALS = Set.of(1, 5, 15, 30, 60, 240, 1440, 10080, 21600);
  private static final int KEPT = 720;

  @Override
  public String name() {
    return "OHLC";
  }

  @Override
  public JsonNode result(Market market, Map<String, String> query) {
    SimulatedPair pair = PublicEndpoint.pair(market, query);
    int interval = PublicEndpoint.whole(query, "interval", 1);
    if (!INTERVALS.contains(interval)) {
      throw new KrakenError("EGeneral:Invalid arguments");
    }
    long length = interval * 60L;
    long running = market.now().getEpochSecond() / length * length;
    long since = PublicEndpoint.whole(query, "since", 0);
    List<JsonNode> candles = candles(pair, length, running);
    ArrayNode rows = JSON.arrayNode();
    candles.stream()
        .skip(Math.max(0, candles.size() - KEPT - 1))
        .filter(row -> row.get(0).longValue() >= since || row.get(0).longValue() == running)
        .forEach(rows::add);
    ObjectNode result = JSON.objectNode();
    result.set(pair.id(), rows);
    return result.put("last", running - length);
  }

  private static List<JsonNode> candles(SimulatedPair pair, long length, long running) {
    TreeMap<Long, List<SimulatedTrade>> byBegin = new TreeMap<>();
    for (SimulatedTrade trade : pair.allTrades()) {
      long begin = trade.time().getEpochSecond() / length * length;
      byBegin.computeIfAbsent(begin, added -> new ArrayList<>()).add(trade);
    }
    List<JsonNode> candles = new ArrayList<>();
    long first = byBegin.isEmpty() ? running : byBegin.firstKey();
    BigDecimal close = pair.price();
    for (long begin = first; begin <= running; begin += length) {
      List<SimulatedTrade> trades = byBegin.getOrDefault(begin, List.of());
      candles.add(trades.isEmpty() ? flat(begin, close) : candle(begin, trades));
      if (!trades.isEmpty()) {
        close = trades.get(trades.size() - 1).price();
      }
    }
    return candles;
  }

  private static JsonNode flat(long begin, BigDecimal close) {
    String price = close.toPlainString();
    return row(begin, price, price, price, price, "0.0", "0.00000000", 0);
  }

  private static JsonNode candle(long begin, List<SimulatedTrade> trades) {
    BigDecimal high = trades.stream().map(SimulatedTrade::price).max(BigDecimal::compareTo).get();
    BigDecimal low = trades.stream().map(SimulatedTrade::price).min(BigDecimal::compareTo).get();
    BigDecimal volume =
        trades.stream().map(SimulatedTrade::volume).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal cost =
        trades.stream()
            .map(trade -> trade.price().multiply(trade.volume()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal vwap = cost.divide(volume, high.scale(), RoundingMode.HALF_UP);
    return row(
        begin,
        trades.get(0).price().toPlainString(),
        high.toPlainString(),
        low.toPlainString(),
        trades.get(trades.size() - 1).price().toPlainString(),
        vwap.toPlainString(),
        volume.toPlainString(),
        trades.size());
  }

  private static JsonNode row(
      long begin,
      String open,
      String high,
      String low,
      String close,
      String vwap,
      String volume,
      int count) {
    return JSON.arrayNode()
        .add(begin)
        .add(open)
        .add(high)
        .add(low)
        .add(close)
        .add(vwap)
        .add(volume)
        .add(count);
  }
}
