package io.github.camelkraken.rest;

import java.util.Locale;

/** What a key of an account is for; the account's own key does what no other is there for. */
public enum Role {
  OWN,
  TRADE,
  CANCEL,
  QUERY;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
