package io.github.camelkraken.sandbox.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kraken's order types and which prices they take (rest.md 4.1). */
public enum OrderType {
  MARKET(false, false),
  LIMIT(true, false),
  ICEBERG(true, false),
  STOP_LOSS(false, true),
  TAKE_PROFIT(false, true),
  STOP_LOSS_LIMIT(true, true),
  TAKE_PROFIT_LIMIT(true, true),
  TRAILING_STOP(false, true),
  TRAILING_STOP_LIMIT(true, true),
  SETTLE_POSITION(false, false);

  private final boolean limited;
  private final boolean triggered;

  OrderType(boolean limited, boolean triggered) {
    this.limited = limited;
    this.triggered = triggered;
  }

  public static Optional<OrderType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
  }

  /** As Kraken writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it has a limit price. */
  public boolean hasLimit() {
    return limited;
  }

  /** Whether it waits for a trigger price. */
  public boolean hasTrigger() {
    return triggered;
  }

  /** Whether the trigger follows the market. */
  public boolean trails() {
    return this == TRAILING_STOP || this == TRAILING_STOP_LIMIT;
  }

  /** Whether a falling price is what a sale waits for. */
  boolean stops() {
    return this == STOP_LOSS || this == STOP_LOSS_LIMIT || trails();
  }
}
