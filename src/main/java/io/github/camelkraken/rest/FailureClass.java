package io.github.camelkraken.rest;

/** What an error string of Kraken's means, in the order of the wait it asks for, longest first. */
public enum FailureClass {
  /** The outcome is open: a query may be repeated, a change may have happened. */
  OPEN,
  LOCKOUT,
  KEY_FAULT,
  RATE_LIMIT,
  NONCE,
  MARKET_STATE,
  REFUSED
}
