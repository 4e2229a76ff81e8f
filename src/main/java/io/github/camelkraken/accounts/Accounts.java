package io.github.camelkraken.accounts;

import io.github.camelkraken.config.Hidden;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.Refusal;
import io.github.camelkraken.config.Tier;
import io.github.camelkraken.config.TradingMode;
import io.github.camelkraken.rest.Role;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
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
    Optional<KrakenConfig.Keys> keysOfDefault = keysOfDefault();
    if (config.apiKey().isPresent()
        || config.apiSecret().isPresent()
        || keysOfDefault.isPresent()) {
      Map<Role, Key> keys = new EnumMap<>(Role.class);
      keys.put(
          Role.OWN, key(Account.DEFAULT, Role.OWN, "kraken.", config.apiKey(), config.apiSecret()));
      keysOfDefault.ifPresent(given -> keys.putAll(keys(Account.DEFAULT, given)));
      accounts.put(
          Account.DEFAULT,
          new Account(Account.DEFAULT, keys, config.tier(), config.trading().mode()));
    }
    config
        .accounts()
        .forEach(
            (name, account) -> {
              if (name.indexOf(Account.END_OF_NAME) >= 0) {
                throw new Refusal(prefix(name) + " expects a name without " + Account.END_OF_NAME);
              }
              if (!name.equals(Account.DEFAULT)) {
                Map<Role, Key> keys = new EnumMap<>(Role.class);
                keys.put(Role.OWN, key(name, Role.OWN, prefix(name), account));
                keys.putAll(keys(name, account.keys()));
                accounts.put(
                    name,
                    new Account(
                        name,
                        keys,
                        account.tier().orElse(Tier.STARTER),
                        account.mode().orElse(TradingMode.VALIDATE)));
              }
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

  /** What {@code kraken.accounts.default} may have: keys for roles, and nothing else. */
  private Optional<KrakenConfig.Keys> keysOfDefault() {
    KrakenConfig.OfAccount account = config.accounts().get(Account.DEFAULT);
    if (account == null) {
      return Optional.empty();
    }
    if (isGiven(account) || account.tier().isPresent() || account.mode().isPresent()) {
      throw new Refusal(
          "kraken.accounts.default expects another name, or only keys: the account default is that"
              + " of kraken.api-key, kraken.tier and kraken.trading.mode");
    }
    return Optional.of(account.keys());
  }

  private static Map<Role, Key> keys(String account, KrakenConfig.Keys given) {
    Map<Role, Key> keys = new EnumMap<>(Role.class);
    Map.of(Role.TRADE, given.trade(), Role.CANCEL, given.cancel(), Role.QUERY, given.query())
        .forEach(
            (role, key) -> {
              if (isGiven(key)) {
                String name = "keys." + role + ".";
                keys.put(role, key(account, role, prefix(account) + name, key));
              }
            });
    return keys;
  }

  private static String prefix(String account) {
    return "kraken.accounts." + account + ".";
  }

  private static boolean isGiven(KrakenConfig.OfKey key) {
    return key.apiKey().isPresent() || key.apiSecret().isPresent();
  }

  private static Key key(String account, Role role, String prefix, KrakenConfig.OfKey given) {
    return key(account, role, prefix, given.apiKey(), given.apiSecret());
  }

  private static Key key(
      String account, Role role, String prefix, Optional<Hidden> key, Optional<Hidden> secret) {
    Stream.of(key, secret).flatMap(Optional::stream).map(Hidden::text).forEach(SecretFilter::hide);
    String property = prefix + "api-key";
    String text = required(property, key);
    if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new Refusal(property + " expects the text that Kraken shows, without blanks inside");
    }
    try {
      ApiSecret decoded = ApiSecret.of(required(prefix + "api-secret", secret));
      return new Key(account, role, property, new ApiKey(text), decoded);
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
    Map<ApiKey, String> owners = new HashMap<>();
    for (Account account : accounts) {
      for (Key key : account.keys().values()) {
        String other = owners.put(key.api(), key.property());
        if (other != null) {
          throw new Refusal(
              "%s and %s expect a key each: one key twice would refuse its own nonces"
                  .formatted(other, key.property()));
        }
      }
    }
  }
}
