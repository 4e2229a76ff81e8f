package io.github.camelkraken.sandbox.account;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A withdrawal or a transfer off the account.
 *
 * @param key the name of the address
 * @param canceled whether it was stopped
 */
public record Withdrawal(
    String refid,
    String asset,
    String key,
    BigDecimal amount,
    BigDecimal fee,
    Instant at,
    boolean canceled) {

  Withdrawal cancel() {
    return new Withdrawal(refid, asset, key, amount, fee, at, true);
  }
}
