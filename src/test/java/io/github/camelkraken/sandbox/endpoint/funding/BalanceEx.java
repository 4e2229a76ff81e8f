package io.github.camelkraken.sandbox.endpoint.funding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;

/** {@code BalanceEx} (rest.md 3.2): what open orders hold beside what there is. */
public final class BalanceEx implements PrivateEndpoint {
  @Override
  public String name() {
    return "BalanceEx";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_FUNDS);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    ObjectNode result = JSON.objectNode();
    call.account()
        .balances()
        .forEach(
            (asset, amount) ->
                result
                    .putObject(asset)
                    .put("balance", amount.toPlainString())
                    .put("hold_trade", call.account().held(asset).toPlainString()));
    return result;
  }
}
