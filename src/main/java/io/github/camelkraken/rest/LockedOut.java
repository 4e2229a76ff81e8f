package io.github.camelkraken.rest;

/** Kraken has locked this key out for a while; calling on extends it. */
public final class LockedOut extends KrakenException {
  private static final long serialVersionUID = 1L;

  public LockedOut(String message) {
    super(message);
  }
}
