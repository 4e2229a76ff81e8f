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

/** {@code Ticker} (rest.md 2.5). */
public final class Ticker implements PublicEndpoint {
  private static final int PRICE_DIGITS = 5;

  @Override
  public String name() {
    return "Ticker";
  }

  @Override
  public JsonNode result(Market market, Map<String, String> query) {
    ObjectNode tickers = JSON.objectNode();
    PublicEndpoint.pairs(market, query).forEach(pair -> tickers.set(pair.id(), ticker(pair)));
    return tickers;
  }

  private static JsonNode ticker(SimulatedPair pair) {
    List<SimulatedTrade> trades = pair.newestTrades(50);
    BigDecimal price = pair.price();
    String last = trades.isEmpty() ? "0.00000000" : text(trades.get(trades.size() - 1).volume());
    ObjectNode ticker = JSON.objectNode();
    ticker.set("a", array(price(pair.ask()), "3", "3.125"));
    ticker.set("b", array(price(pair.bid()), "1", "1.250"));
    ticker.set("c", array(price(price), last));
    ticker.set("v", array("4083.67001100", "4412.73601799"));
    ticker.set("p", array(price(price), price(price)));
    ticker.set("t", JSON.arrayNode().add(trades.size() / 2).add(trades.size()));
    ticker.set("l", array(price(pair.bid()), price(pair.bid())));
    ticker.set("h", array(price(pair.ask()), price(pair.ask())));
    return ticker.put("o", price(price));
  }

  private static ArrayNode array(String... texts) {
    ArrayNode array = JSON.arrayNode();
    for (String text : texts) {
      array.add(text);
    }
    return array;
  }

  /** Kraken shows the prices of a ticker with at least five decimals. */
  private static String price(BigDecimal price) {
    return text(price.scale() < PRICE_DIGITS ? price.setScale(PRICE_DIGITS) : price);
  }

  private static String text(BigDecimal number) {
    return number.toPlainString();
  }
}
