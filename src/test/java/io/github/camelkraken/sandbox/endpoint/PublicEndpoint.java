package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.SimulatedPair;
import java.util.List;
import java.util.Map;

/** One of Kraken's public endpoints, in Kraken's shape. */
public interface PublicEndpoint {
  JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Kraken's name for it. */
  String name();

  /**
   * Kraken's {@code result}.
   *
   * @throws KrakenError with the string that Kraken sends for a wrong parameter
   */
  JsonNode result(Market market, Map<String, String> query);

  /** The pair that {@code pair} names. */
  static SimulatedPair pair(Market market, Map<String, String> query) {
    String name = query.get("pair");
    if (name == null) {
      throw new KrakenError("EGeneral:Invalid arguments");
    }
    return market.find(name).orElseThrow(() -> new KrakenError("EQuery:Unknown asset pair"));
  }

  /** The pairs that {@code pair} names, or all. */
  static List<SimulatedPair> pairs(Market market, Map<String, String> query) {
    String names = query.get("pair");
    if (names == null) {
      return List.copyOf(market.pairs());
    }
    return List.of(names.split(",")).stream()
        .map(name -> pair(market, Map.of("pair", name)))
        .toList();
  }

  static int whole(Map<String, String> query, String name, int absent) {
    try {
      return query.containsKey(name) ? Integer.parseInt(query.get(name)) : absent;
    } catch (NumberFormatException notANumber) {
      throw new KrakenError("EGeneral:Invalid arguments:" + name);
    }
  }
}
