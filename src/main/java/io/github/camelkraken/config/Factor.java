package io.github.camelkraken.config;

import java.math.BigDecimal;

/** By what each delay of a redelivery is longer than the one before. */
public record Factor(BigDecimal value) {
  public static Factor of(String text) {
    return new Factor(Expected.decimal(text, BigDecimal.ONE, BigDecimal.TEN, "a factor"));
  }
}
