package io.github.camelkraken.config;

import java.math.BigDecimal;

/** Reads the numbers of the configuration, saying what was expected where one does not fit. */
final class Expected {
  private Expected() {}

  static int whole(String text, int from, int to, String what) {
    try {
      int number = Integer.parseInt(text.trim());
      if (number >= from && number <= to) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // falls through to the one message that says what is expected
    }
    throw new IllegalArgumentException("expects " + what + " from " + from + " to " + to);
  }

  static BigDecimal decimal(String text, BigDecimal from, BigDecimal to, String what) {
    try {
      BigDecimal number = new BigDecimal(text.trim());
      if (number.compareTo(from) >= 0 && number.compareTo(to) <= 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // falls through to the one message that says what is expected
    }
    throw new IllegalArgumentException(
        "expects " + what + " from " + from.toPlainString() + " to " + to.toPlainString());
  }
}
