package io.github.camelkraken.rest;

/** The call never reached Kraken: connecting, resolving or TLS failed. */
public final class NotDelivered extends KrakenException {
  private static final long serialVersionUID = 1L;

  public NotDelivered(String message) {
    super(message);
  }

  public NotDelivered(String message, Throwable cause) {
    super(message, cause);
  }
}
