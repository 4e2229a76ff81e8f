package io.github.camelkraken.rest;

/** Kraken has seen a higher nonce from this key; nothing was executed. */
public final class InvalidNonce extends KrakenException {
  private static final long serialVersionUID = 1L;

  public InvalidNonce(String message) {
    super(message);
  }
}
