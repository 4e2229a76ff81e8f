package io.github.camelkraken.sandbox.account;

import java.util.Locale;

/** Which way an order trades. */
public enum Side {
  BUY,
  SELL;

  /** As Kraken writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
