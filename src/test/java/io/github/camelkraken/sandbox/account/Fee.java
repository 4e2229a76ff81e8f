package io.github.camelkraken.sandbox.account;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a trade costs, in the quote asset and with its five decimals. */
final class Fee {
  static final int DECIMALS = 5;
  private static final BigDecimal TAKER = new BigDecimal("0.0040");
  private static final BigDecimal MAKER = new BigDecimal("0.0025");

  private Fee() {}

  static BigDecimal taker(BigDecimal cost) {
    return cost.multiply(TAKER).setScale(DECIMALS, RoundingMode.HALF_UP);
  }

  static BigDecimal maker(BigDecimal cost) {
    return cost.multiply(MAKER).setScale(DECIMALS, RoundingMode.HALF_UP);
  }
}
