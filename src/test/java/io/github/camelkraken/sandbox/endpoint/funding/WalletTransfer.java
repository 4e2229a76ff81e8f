package io.github.camelkraken.sandbox.endpoint.funding;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.math.BigDecimal;

/** {@code WalletTransfer} (rest.md 5): only from the spot wallet to the futures wallet. */
public final class WalletTransfer implements PrivateEndpoint {
  @Override
  public String name() {
    return "WalletTransfer";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_FUNDS);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    WithdrawalRequest request = WithdrawalRequest.of(call);
    if (!call.parameters().required("from").equals("Spot Wallet")) {
      throw Parameters.invalid("from");
    }
    if (!call.parameters().required("to").equals("Futures Wallet")) {
      throw Parameters.invalid("to");
    }
    return JSON.objectNode()
        .put(
            "refid",
            call.account()
                .withdraw(
                    request.asset(),
                    "Futures Wallet",
                    request.amount(),
                    BigDecimal.ZERO,
                    "transfer")
                .refid());
  }
}
