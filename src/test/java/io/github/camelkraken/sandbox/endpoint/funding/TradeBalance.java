package io.github.camelkraken.sandbox.endpoint.funding;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** {@code TradeBalance} (rest.md 3.4), in dollars; there are no positions in it. */
public final class TradeBalance implements PrivateEndpoint {
  private static final String NOTHING = "0.0000";

  @Override
  public String name() {
    return "TradeBalance";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_OPEN_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    String equivalent = text(equivalent(call));
    return JSON.objectNode()
        .put("eb", equivalent)
        .put("tb", equivalent)
        .put("m", NOTHING)
        .put("uv", text(call.account().held("ZUSD")))
        .put("n", NOTHING)
        .put("c", NOTHING)
        .put("v", NOTHING)
        .put("e", equivalent)
        .put("mf", equivalent);
  }

  private static BigDecimal equivalent(PrivateCall call) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> balance : call.account().balances().entrySet()) {
      sum = sum.add(balance.getValue().multiply(dollars(call, balance.getKey())));
    }
    return sum;
  }

  private static BigDecimal dollars(PrivateCall call, String asset) {
    if (asset.equals("ZUSD")) {
      return BigDecimal.ONE;
    }
    return call.market().pairs().stream()
        .filter(pair -> pair.base().equals(asset) && pair.quote().equals("ZUSD"))
        .findFirst()
        .map(pair -> pair.price())
        .orElse(BigDecimal.ZERO);
  }

  private static String text(BigDecimal amount) {
    return amount.setScale(4, RoundingMode.HALF_UP).toPlainString();
  }
}
