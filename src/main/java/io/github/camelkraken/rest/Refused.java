package io.github.camelkraken.rest;

/** Kraken understood and refused; the same call will be refused again. */
public final class Refused extends KrakenException {
  private static final long serialVersionUID = 1L;

  public Refused(String message) {
    super(message);
  }
}
