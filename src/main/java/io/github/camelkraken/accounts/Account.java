package io.github.camelkraken.accounts;

import io.github.camelkraken.config.Tier;
import io.github.camelkraken.config.TradingMode;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.Role;
import java.util.Map;

/**
 * An account of Kraken's that requests may name.
 *
 * @param name the key of its requests
 * @param keys its own, and those that it has for a role
 * @param mode whether its calls may change something
 */
public record Account(String name, Map<Role, Key> keys, Tier tier, TradingMode mode) {
  /** The account that is meant where a request names none. */
  public static final String DEFAULT = "default";

  /** What no name has in it, so that keys may begin with one. */
  public static final char END_OF_NAME = '/';

  /** The key that makes the calls of a role: the one that is for it, or else the account's own. */
  public Key key(Role role) {
    return keys.getOrDefault(role, keys.get(Role.OWN));
  }

  /** What is out of service when its calls fail. */
  public String scope() {
    return PrivateCall.scopeOf(name);
  }
}
