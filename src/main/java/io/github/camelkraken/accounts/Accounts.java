package io.github.camelkraken.accounts;

import io.github.camelkraken.config.Hidden;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.Refusal;
import io.github.camelkraken.config.Tier;
import io.github.camelkraken.config.TradingMode;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The accounts of the configuration. */
@Singleton
@Named("accounts")
public class Accounts {
  private static final Logger LOG = Logger.getLogger(Accounts.class);

  private final KrakenConfig config;
  private volatile Map<String, Account> byName = Map.of();

  public Accounts(KrakenConfig config) {
    this.config = config;
  }

  /**
   * Takes the accounts from the configuration.
   *
   * @throws Refusal if one is incomplete or cannot be right; the message shows no key and no secret
   */
  public void read() {
    Map<String, Account> accounts = new LinkedHashMap<>();
    if (config.apiKey().isPresent() || config.apiSecret().isPresent()) {
      accounts.put(
          Account.DEFAULT,
          account(
              Account.DEFAULT,
              "kraken.",
              config.apiKey(),
              config.apiSecret(),
              config.tier(),
              config.trading().mode()));
    }
    config
        .accounts()
        .forEach(
            (name, account) -> {
              if (name.equals(Account.DEFAULT)) {
                throw new Refusal(
                    "kraken.accounts.default expects another name: the account default is that of"
                        + " kraken.api-key");
              }
              accounts.put(
                  name,
                  account(
                      name,
                      "kraken.accounts." + name + ".",
                      account.apiKey(),
                      account.apiSecret(),
                      account.tier(),
                      account.mode()));
            });
    refuseSharedKeys(accounts.values());
    byName = accounts;
    if (accounts.isEmpty()) {
      LOG.info(
          "No API key is configured (kraken.api-key): the private routes stay stopped, market data"
              + " runs");
    }
  }

  public boolean isEmpty() {
    return byName.isEmpty();
  }

  public Collection<Account> all() {
    return byName.values();
  }

  public Optional<Account> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static Account account(
      String name,
      String prefix,
      Optional<Hidden> key,
      Optional<Hidden> secret,
      Tier tier,
      TradingMode mode) {
    Stream.of(key, secret).flatMap(Optional::stream).map(Hidden::text).forEach(SecretFilter::hide);
    String text = required(prefix + "api-key", key);
    if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new Refusal(
          prefix + "api-key expects the text that Kraken shows, without blanks inside");
    }
    try {
      ApiSecret decoded = ApiSecret.of(required(prefix + "api-secret", secret));
      return new Account(name, new ApiKey(text), decoded, tier, mode);
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(prefix + "api-secret " + wrong.getMessage());
    }
  }

  private static String required(String property, Optional<Hidden> value) {
    return value
        .map(Hidden::text)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new Refusal(property + " is missing: a key needs both of its halves"));
  }

  /** A key is one lane; two lanes of one key would overtake each other's nonces. */
  private static void refuseSharedKeys(Collection<Account> accounts) {
    Map<String, String> owners = new HashMap<>();
    for (Account account : accounts) {
      String other = owners.put(account.key().value(), account.name());
      if (other != null) {
        throw new Refusal(
            "accounts %s and %s expect a key each: one key of two accounts would refuse its own nonces"
                .formatted(other, account.name()));
      }
    }
  }
}
