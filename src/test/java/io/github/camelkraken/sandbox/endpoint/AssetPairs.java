package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.SimulatedPair;
import java.math.BigDecimal;
import java.util.Map;

/** {@code AssetPairs} (rest.md 2.4). */
public final class AssetPairs implements PublicEndpoint {
  @Override
  public String name() {
    return "AssetPairs";
  }

  @Override
  public JsonNode result(Market market, Map<String, String> query) {
    ObjectNode pairs = JSON.objectNode();
    PublicEndpoint.pairs(market, query).forEach(pair -> pairs.set(pair.id(), info(pair)));
    return pairs;
  }

  private static JsonNode info(SimulatedPair pair) {
    ObjectNode info =
        JSON.objectNode()
            .put("altname", pair.altname())
            .put("wsname", pair.wsname())
            .put("aclass_base", "currency")
            .put("base", pair.base())
            .put("aclass_quote", "currency")
            .put("quote", pair.quote())
            .put("lot", "unit")
            .put("cost_decimals", 5)
            .put("pair_decimals", pair.decimals())
            .put("lot_decimals", pair.lotDecimals())
            .put("lot_multiplier", 1);
    info.set("leverage_buy", JSON.arrayNode().add(2).add(3));
    info.set("leverage_sell", JSON.arrayNode().add(2).add(3));
    info.set(
        "fees",
        JSON.arrayNode()
            .add(JSON.arrayNode().add(0).add(new BigDecimal("0.40")))
            .add(JSON.arrayNode().add(10000).add(new BigDecimal("0.35"))));
    return info.put("fee_volume_currency", "ZUSD")
        .put("margin_call", 80)
        .put("margin_stop", 40)
        .put("ordermin", pair.orderMinimum().toPlainString())
        .put("costmin", pair.costMinimum().toPlainString())
        .put("tick_size", pair.tick().toPlainString())
        .put("status", "online")
        .put("long_position_limit", 300)
        .put("short_position_limit", 240);
  }
}
