package io.github.camelkraken.sandbox.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An account's money: what there is, what open orders hold, and how it came to that. */
final class Funds {
  private final Map<String, BigDecimal> balances = new TreeMap<>();
  private final Map<String, BigDecimal> held = new HashMap<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();

  Map<String, BigDecimal> balances() {
    return new TreeMap<>(balances);
  }

  BigDecimal balance(String asset) {
    return balances.getOrDefault(asset, BigDecimal.ZERO);
  }

  void balance(String asset, BigDecimal amount) {
    balances.put(asset, amount);
  }

  BigDecimal held(String asset) {
    return held.getOrDefault(asset, BigDecimal.ZERO);
  }

  BigDecimal available(String asset) {
    return balance(asset).subtract(held(asset));
  }

  /** Holds more, or less with a negative amount. */
  void hold(String asset, BigDecimal amount) {
    held.merge(asset, amount, BigDecimal::add);
  }

  /** Moves an amount and takes the fee off it. */
  LedgerEntry move(
      String refid, String type, String asset, BigDecimal amount, BigDecimal fee, Instant now) {
    BigDecimal after = balances.merge(asset, amount.subtract(fee), BigDecimal::add);
    LedgerEntry entry =
        new LedgerEntry(KrakenId.of('L'), refid, now, type, asset, amount, fee, after);
    ledger.add(entry);
    return entry;
  }

  List<LedgerEntry> ledger() {
    return List.copyOf(ledger);
  }
}
