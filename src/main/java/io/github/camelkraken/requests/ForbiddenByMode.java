package io.github.camelkraken.requests;

/** A call that would change something and that Kraken cannot only check, in mode validate. */
public final class ForbiddenByMode extends Exception {
  private static final long serialVersionUID = 1L;

  ForbiddenByMode(String message) {
    super(message);
  }
}
