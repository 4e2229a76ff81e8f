package io.github.camelkraken.sandbox.endpoint;

/** What Kraken puts into {@code error}. */
public final class KrakenError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KrakenError(String error) {
    super(error);
  }
}
