package io.github.camelkraken.rest;

/** A cancel that came first has stopped a call before it was made; nothing took effect. */
public final class Canceled extends Exception {
  private static final long serialVersionUID = 1L;

  public Canceled(String message) {
    super(message);
  }
}
