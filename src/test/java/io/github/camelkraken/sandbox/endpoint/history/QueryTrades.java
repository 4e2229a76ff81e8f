package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.AccountTrade;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.util.List;

/** {@code QueryTrades} (rest.md 3.10). */
public final class QueryTrades implements PrivateEndpoint {
  private static final int MOST = 20;

  @Override
  public String name() {
    return "QueryTrades";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_CLOSED_TRADES);
  }

  @Override
  public int cost() {
    return 2;
  }

  @Override
  public JsonNode result(PrivateCall call) {
    List<String> ids = call.parameters().list("txid");
    if (ids.isEmpty() || ids.size() > MOST) {
      throw Parameters.invalid("txid");
    }
    ObjectNode result = JSON.objectNode();
    for (AccountTrade trade : call.account().trades()) {
      if (ids.contains(trade.id())) {
        result.set(trade.id(), TradeView.of(trade, false));
      }
    }
    return result;
  }
}
