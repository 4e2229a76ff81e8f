package io.github.camelkraken.config;

import java.util.Locale;

/** Whether calls of an account may change something at Kraken. */
public enum TradingMode {
  /** Kraken checks, nothing changes. */
  VALIDATE,
  LIVE;

  public static TradingMode of(String text) {
    return Expected.named(values(), text);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
