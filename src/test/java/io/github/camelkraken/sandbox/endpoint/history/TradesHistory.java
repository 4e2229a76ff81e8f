package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.AccountTrade;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code TradesHistory} (rest.md 3.9): the newest first. */
public final class TradesHistory implements PrivateEndpoint {
  @Override
  public String name() {
    return "TradesHistory";
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
    List<AccountTrade> trades = new ArrayList<>(call.account().trades());
    Collections.reverse(trades);
    Window window =
        new Window(
            call,
            id ->
                trades.stream()
                    .filter(trade -> trade.id().equals(id))
                    .map(AccountTrade::at)
                    .findFirst());
    List<AccountTrade> found =
        trades.stream().filter(trade -> window.contains(trade.at())).toList();
    boolean withLedgers = call.parameters().flag("ledgers");
    ObjectNode result = JSON.objectNode();
    ObjectNode page = result.putObject("trades");
    for (AccountTrade trade : window.page(found)) {
      page.set(trade.id(), TradeView.of(trade, withLedgers));
    }
    return call.parameters().flag("without_count") ? result : result.put("count", found.size());
  }
}
