package io.github.camelkraken.rest;

/** Kraken or the way to it is in trouble; a call that changes nothing may be repeated. */
public final class Transient extends KrakenException {
  private static final long serialVersionUID = 1L;

  public Transient(String message) {
    super(message);
  }

  public Transient(String message, Throwable cause) {
    super(message, cause);
  }
}
