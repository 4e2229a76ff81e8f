package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.SimulatedPair;
import java.util.Map;

/** {@code Assets} (rest.md 2.3). */
public final class Assets implements PublicEndpoint {
  @Override
  public String name() {
    return "Assets";
  }

  @Override
  public JsonNode result(Market market, Map<String, String> query) {
    ObjectNode assets = JSON.objectNode();
    for (SimulatedPair pair : market.pairs()) {
      String[] names = pair.wsname().split("/");
      assets.set(pair.base(), asset(names[0]));
      assets.set(pair.quote(), asset(names[1]));
    }
    return assets;
  }

  private static JsonNode asset(String altname) {
    return JSON.objectNode()
        .put("aclass", "currency")
        .put("altname", altname)
        .put("decimals", 10)
        .put("display_decimals", 5)
        .put("collateral_value", new java.math.BigDecimal("0.90"))
        .put("status", "enabled");
  }
}
