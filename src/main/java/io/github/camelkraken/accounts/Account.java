package io.github.camelkraken.accounts;

import io.github.camelkraken.config.Tier;
import io.github.camelkraken.config.TradingMode;
import io.github.camelkraken.rest.PrivateCall;

/**
 * An account of Kraken's that requests may name.
 *
 * @param name the key of its requests
 * @param mode whether its calls may change something
 */
public record Account(String name, ApiKey key, ApiSecret secret, Tier tier, TradingMode mode) {
  /** The account that is meant where a request names none. */
  public static final String DEFAULT = "default";

  /** What no name has in it, so that keys may begin with one. */
  public static final char END_OF_NAME = '/';

  /** What is out of service when its calls fail. */
  public String scope() {
    return PrivateCall.scopeOf(name);
  }
}
