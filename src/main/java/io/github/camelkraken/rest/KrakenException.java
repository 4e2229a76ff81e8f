package io.github.camelkraken.rest;

/**
 * Why a call did not bring an answer to work with. There is one member for each class of failure,
 * thrown in one place ({@link ReplyReader}) and answered in one file, {@code
 * routes/error-handling.camel.yaml}.
 */
public abstract sealed class KrakenException extends Exception
    permits InvalidNonce,
        KeyFault,
        LockedOut,
        MarketState,
        NotDelivered,
        RateLimited,
        Refused,
        Transient {
  private static final long serialVersionUID = 1L;

  KrakenException(String message) {
    super(message);
  }

  KrakenException(String message, Throwable cause) {
    super(message, cause);
  }
}
