package io.github.camelkraken.sandbox.account;

import io.github.camelkraken.sandbox.endpoint.KrakenError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has left an account, or was to (rest.md 5). */
final class Withdrawals {
  private final Funds funds;
  private final Map<String, Withdrawal> withdrawals = new LinkedHashMap<>();

  Withdrawals(Funds funds) {
    this.funds = funds;
  }

  List<Withdrawal> all() {
    return List.copyOf(withdrawals.values());
  }

  Withdrawal add(
      String asset, String key, BigDecimal amount, BigDecimal fee, String type, Instant now) {
    if (funds.available(asset).compareTo(amount) < 0) {
      throw new KrakenError("EFunding:Insufficient funds");
    }
    Withdrawal withdrawal = new Withdrawal(KrakenId.of('A'), asset, key, amount, fee, now, false);
    withdrawals.put(withdrawal.refid(), withdrawal);
    funds.move(withdrawal.refid(), type, asset, amount.subtract(fee).negate(), fee, now);
    return withdrawal;
  }

  boolean cancel(String refid, Instant now) {
    Withdrawal withdrawal = withdrawals.get(refid);
    if (withdrawal == null || withdrawal.canceled()) {
      return false;
    }
    withdrawals.put(refid, withdrawal.cancel());
    funds.move(refid, "withdrawal", withdrawal.asset(), withdrawal.amount(), BigDecimal.ZERO, now);
    return true;
  }
}
