package io.github.camelkraken.rest;

/** A request is older than its life; it is not sent any more and nothing took effect. */
public final class Expired extends Exception {
  private static final long serialVersionUID = 1L;

  public Expired(String message) {
    super(message);
  }
}
