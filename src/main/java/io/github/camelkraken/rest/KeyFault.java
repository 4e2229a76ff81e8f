package io.github.camelkraken.rest;

/** Kraken does not take this key or its signature; nothing was executed. */
public final class KeyFault extends KrakenException {
  private static final long serialVersionUID = 1L;

  public KeyFault(String message) {
    super(message);
  }
}
