package io.github.camelkraken.sandbox.limit;

import java.math.BigDecimal;

/** An account's verification level and the limits that follow from it (rate-limits.md 2 to 4). */
public enum Tier {
  STARTER(15, "0.33", 60, "1", 60),
  INTERMEDIATE(20, "0.5", 125, "2.34", 80),
  PRO(20, "1", 180, "3.75", 225);

  private final BigDecimal restMaximum;
  private final BigDecimal restDecay;
  private final BigDecimal engineMaximum;
  private final BigDecimal engineDecay;
  private final int openOrders;

  Tier(int restMaximum, String restDecay, int engineMaximum, String engineDecay, int openOrders) {
    this.restMaximum = BigDecimal.valueOf(restMaximum);
    this.restDecay = new BigDecimal(restDecay);
    this.engineMaximum = BigDecimal.valueOf(engineMaximum);
    this.engineDecay = new BigDecimal(engineDecay);
    this.openOrders = openOrders;
  }

  /** Where a key's counter of REST calls refuses. */
  public BigDecimal restMaximum() {
    return restMaximum;
  }

  /** What that counter loses each second. */
  public BigDecimal restDecay() {
    return restDecay;
  }

  /** Where the engine's counter of a pair refuses. */
  public BigDecimal engineMaximum() {
    return engineMaximum;
  }

  /** What that counter loses each second. */
  public BigDecimal engineDecay() {
    return engineDecay;
  }

  /** How many orders of a pair may be open. */
  public int openOrders() {
    return openOrders;
  }
}
