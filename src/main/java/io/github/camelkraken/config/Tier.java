package io.github.camelkraken.config;

import java.util.Locale;

/** Kraken's verification level of an account, which its counters go by (rate-limits.md 2). */
public enum Tier {
  STARTER,
  INTERMEDIATE,
  PRO;

  public static Tier of(String text) {
    return Expected.named(values(), text);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
