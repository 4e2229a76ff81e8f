package io.github.camelkraken.accounts;

import java.math.BigDecimal;

/**
 * What a call costs on one counter.
 *
 * @param mustFit whether Kraken refuses the call if it does not fit
 */
record Charge(Counter counter, BigDecimal points, boolean mustFit) {
  /** Nanoseconds until the call may leave, as far as this counter goes; zero or less means now. */
  long untilFits(boolean urgent, long now) {
    return mustFit ? counter.untilFits(points, urgent, now) : 0;
  }
}
