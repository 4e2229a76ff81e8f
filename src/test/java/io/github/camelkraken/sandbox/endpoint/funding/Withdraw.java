package io.github.camelkraken.sandbox.endpoint.funding;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.math.BigDecimal;

/** {@code Withdraw} (rest.md 5); the fee comes out of the amount. */
public final class Withdraw implements PrivateEndpoint {
  @Override
  public String name() {
    return "Withdraw";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.WITHDRAW_FUNDS);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    WithdrawalRequest request = WithdrawalRequest.of(call);
    String key = WithdrawalRequest.key(call);
    BigDecimal allowed = call.parameters().number("max_fee").orElse(WithdrawalRequest.FEE);
    if (WithdrawalRequest.FEE.compareTo(allowed) > 0) {
      throw new KrakenError("EFunding:Max fee exceeded");
    }
    return JSON.objectNode()
        .put(
            "refid",
            call.account()
                .withdraw(
                    request.asset(), key, request.amount(), WithdrawalRequest.FEE, "withdrawal")
                .refid());
  }
}
