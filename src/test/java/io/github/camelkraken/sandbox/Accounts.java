package io.github.camelkraken.sandbox;

import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import io.github.camelkraken.sandbox.limit.Tier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clients of the exchange. One is there from the start, called {@code default}. */
final class Accounts {
  static final String DEFAULT = "default";

  /** A key and whose it is. */
  record Holder(SimulatedAccount account, SimulatedKey key) {}

  private final Market market;
  private final Map<String, SimulatedAccount> accounts = new LinkedHashMap<>();
  private boolean limited;

  Accounts(Market market) {
    this.market = market;
    add(DEFAULT, Tier.PRO);
    market.onTick(() -> all().forEach(SimulatedAccount::settle));
  }

  synchronized SimulatedAccount add(String name, Tier tier) {
    SimulatedAccount account = new SimulatedAccount(name, tier, market);
    account.limited(limited);
    accounts.put(name, account);
    return account;
  }

  synchronized void limited(boolean on) {
    limited = on;
    accounts.values().forEach(account -> account.limited(on));
  }

  synchronized SimulatedAccount get(String name) {
    return Optional.ofNullable(accounts.get(name)).orElseThrow();
  }

  synchronized List<SimulatedAccount> all() {
    return List.copyOf(accounts.values());
  }

  Optional<Holder> holder(String key) {
    return all().stream()
        .flatMap(account -> account.keys().stream().map(its -> new Holder(account, its)))
        .filter(holder -> holder.key().key().equals(key))
        .findFirst();
  }
}
