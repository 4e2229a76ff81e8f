package io.github.camelkraken.config;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Kraken's verification level of an account, which its counters go by: where each one refuses, and
 * how many points it falls in a second (rate-limits.md 2 and 3).
 */
public enum Tier {
  STARTER("15", "0.33", "60", "1"),
  INTERMEDIATE("20", "0.5", "125", "2.34"),
  PRO("20", "1", "180", "3.75");

  private final BigDecimal restMaximum;
  private final BigDecimal restDecay;
  private final BigDecimal engineMaximum;
  private final BigDecimal engineDecay;

  Tier(String restMaximum, String restDecay, String engineMaximum, String engineDecay) {
    this.restMaximum = new BigDecimal(restMaximum);
    this.restDecay = new BigDecimal(restDecay);
    this.engineMaximum = new BigDecimal(engineMaximum);
    this.engineDecay = new BigDecimal(engineDecay);
  }

  /** Of a key's counter of REST calls. */
  public BigDecimal restMaximum() {
    return restMaximum;
  }

  public BigDecimal restDecay() {
    return restDecay;
  }

  /** Of the matching engine's counter of an account and a pair. */
  public BigDecimal engineMaximum() {
    return engineMaximum;
  }

  public BigDecimal engineDecay() {
    return engineDecay;
  }

  public static Tier of(String text) {
    return Expected.named(values(), text);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
