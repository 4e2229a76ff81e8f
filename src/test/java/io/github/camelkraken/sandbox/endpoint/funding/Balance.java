package io.github.camelkraken.sandbox.endpoint.funding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;

/** {@code Balance} (rest.md 3.1). */
public final class Balance implements PrivateEndpoint {
  @Override
  public String name() {
    return "Balance";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_FUNDS);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    ObjectNode result = JSON.objectNode();
    call.account().balances().forEach((asset, amount) -> result.put(asset, amount.toPlainString()));
    return result;
  }
}
