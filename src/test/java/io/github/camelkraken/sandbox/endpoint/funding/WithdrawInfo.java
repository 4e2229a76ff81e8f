package io.github.camelkraken.sandbox.endpoint.funding;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;

/** {@code WithdrawInfo} (rest.md 5). */
public final class WithdrawInfo implements PrivateEndpoint {
  @Override
  public String name() {
    return "WithdrawInfo";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_FUNDS, Permission.WITHDRAW_FUNDS);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    WithdrawalRequest request = WithdrawalRequest.of(call);
    WithdrawalRequest.key(call);
    return JSON.objectNode()
        .put("method", request.asset())
        .put("limit", call.account().balance(request.asset()).toPlainString())
        .put("amount", request.amount().subtract(WithdrawalRequest.FEE).toPlainString())
        .put("fee", WithdrawalRequest.FEE.toPlainString());
  }
}
