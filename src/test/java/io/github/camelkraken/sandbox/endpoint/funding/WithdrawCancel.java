package io.github.camelkraken.sandbox.endpoint.funding;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;

/** {@code WithdrawCancel} (rest.md 5). */
public final class WithdrawCancel implements PrivateEndpoint {
  @Override
  public String name() {
    return "WithdrawCancel";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.WITHDRAW_FUNDS);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    WithdrawalRequest.asset(call);
    if (!call.account().cancelWithdrawal(call.parameters().required("refid"))) {
      throw new KrakenError("EFunding:Unknown reference id");
    }
    return JSON.booleanNode(true);
  }
}
