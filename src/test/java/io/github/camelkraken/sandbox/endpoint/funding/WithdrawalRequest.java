package io.github.camelkraken.sandbox.endpoint.funding;

import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import java.math.BigDecimal;

/** What is to leave the account, as a call asks for it (rest.md 5). */
record WithdrawalRequest(String asset, BigDecimal amount) {
  static final BigDecimal FEE = new BigDecimal("0.00020000");

  static WithdrawalRequest of(PrivateCall call) {
    BigDecimal amount =
        call.parameters().number("amount").orElseThrow(() -> Parameters.invalid("amount"));
    if (amount.compareTo(FEE) <= 0) {
      throw new KrakenError("EFunding:Invalid amount");
    }
    return new WithdrawalRequest(asset(call), amount);
  }

  static String asset(PrivateCall call) {
    return call.market()
        .asset(call.parameters().required("asset"))
        .orElseThrow(() -> new KrakenError("EFunding:Unknown asset"));
  }

  /** The name of the address; {@code unknown} is one that the account does not have. */
  static String key(PrivateCall call) {
    String key = call.parameters().required("key");
    if (key.equals("unknown")) {
      throw new KrakenError("EFunding:Unknown withdraw key");
    }
    return key;
  }
}
