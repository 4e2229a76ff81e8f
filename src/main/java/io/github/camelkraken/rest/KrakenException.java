package io.github.camelkraken.rest;

import java.util.List;

/**
 * Why a call did not bring an answer to work with. There is one member for each class of failure,
 * thrown in one place ({@link ReplyReader}) and answered in one file, {@code
 * routes/error-handling.camel.yaml}.
 */
public abstract sealed class KrakenException extends Exception
    permits Ambiguous,
        InvalidNonce,
        KeyFault,
        LockedOut,
        MarketState,
        NotDelivered,
        RateLimited,
        Refused,
        Transient {
  private static final long serialVersionUID = 1L;

  private transient List<String> errors = List.of();

  KrakenException(String message) {
    super(message);
  }

  KrakenException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Kraken's own error strings; empty where the failure is not of Kraken's wording. */
  public final List<String> errors() {
    return errors;
  }

  final KrakenException says(List<String> krakenErrors) {
    errors = List.copyOf(krakenErrors);
    return this;
  }
}
