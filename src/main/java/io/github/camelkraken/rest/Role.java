package io.github.camelkraken.rest;

/** What a key of an account is for; the account's own key does what no other is there for. */
public enum Role {
  OWN,
  TRADE,
  CANCEL,
  QUERY
}
