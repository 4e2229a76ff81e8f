package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.AccountTrade;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.math.BigDecimal;
import java.util.List;

/**
 * {@code OpenPositions} (rest.md 3.11): every margin trade is a position that stays open; an array
 * with {@code consolidation}.
 */
public final class OpenPositions implements PrivateEndpoint {
  @Override
  public String name() {
    return "OpenPositions";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_OPEN_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    List<String> ids = call.parameters().list("txid");
    boolean consolidated = call.parameters().text("consolidation").isPresent();
    ObjectNode positions = JSON.objectNode();
    ArrayNode array = JSON.arrayNode();
    for (AccountTrade trade : call.account().trades()) {
      if (trade.terms().isMargin() && (ids.isEmpty() || ids.contains(trade.id()))) {
        positions.set(trade.id(), view(trade));
        array.add(view(trade).put("positions", "1").put("leverage", trade.terms().leverage()));
      }
    }
    return consolidated ? array : positions;
  }

  private static ObjectNode view(AccountTrade trade) {
    BigDecimal value = trade.volume().multiply(trade.terms().pair().price());
    return JSON.objectNode()
        .put("ordertxid", trade.orderTxid())
        .put("posstatus", "open")
        .put("pair", trade.terms().pair().id())
        .put("time", Seconds.of(trade.at()))
        .put("type", trade.terms().side().text())
        .put("ordertype", trade.terms().type().text())
        .put("cost", trade.cost().toPlainString())
        .put("fee", trade.fee().toPlainString())
        .put("vol", trade.volume().toPlainString())
        .put("vol_closed", "0.00000000")
        .put("margin", TradeView.margin(trade).toPlainString())
        .put("value", value.toPlainString())
        .put("net", value.subtract(trade.cost()).toPlainString())
        .put("terms", "0.0200% per 4 hours")
        .put("rollovertm", String.valueOf(trade.at().plusSeconds(14_400).getEpochSecond()))
        .put("misc", "")
        .put("oflags", "");
  }
}
