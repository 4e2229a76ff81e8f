package io.github.camelkraken.requests;

import java.util.Locale;

/** What became of a request; the words are the contract's. */
public enum Status {
  /** Kraken took it; a query was answered. */
  ACCEPTED,
  /** Kraken checked it and nothing was placed. */
  VALIDATED,
  /** It had no effect. */
  REJECTED,
  /** It was too old to be sent; nothing took effect. */
  EXPIRED,
  /** An attempt may have taken effect; it is being looked up. */
  UNKNOWN,
  /** After unknown: proven not to exist. */
  NOT_PLACED;

  /** Whether a result of this status is a request's last one. */
  public boolean isFinal() {
    return this != UNKNOWN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
