package io.github.camelkraken.sandbox.account;

import java.math.BigDecimal;

/** What an open order holds back so that it can be paid for; margin orders hold nothing. */
record Hold(String asset, BigDecimal amount) {
  static Hold of(OrderTerms terms, BigDecimal remaining) {
    if (terms.isMargin()) {
      return new Hold(terms.pair().quote(), BigDecimal.ZERO);
    }
    if (terms.side() == Side.SELL) {
      return new Hold(terms.pair().base(), remaining);
    }
    BigDecimal cost = remaining.multiply(dearest(terms));
    return new Hold(terms.pair().quote(), cost.add(Fee.taker(cost)));
  }

  private static BigDecimal dearest(OrderTerms terms) {
    if (terms.limit() != null) {
      return terms.limit();
    }
    return terms.trigger() != null
        ? terms.trigger()
        : Matching.opposite(terms.pair(), terms.side());
  }
}
