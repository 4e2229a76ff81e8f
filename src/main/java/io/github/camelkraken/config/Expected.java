package io.github.camelkraken.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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

  /** A constant by the name that users write, which is its text. */
  static <E extends Enum<E>> E named(E[] constants, String text) {
    return Arrays.stream(constants)
        .filter(constant -> constant.toString().equals(text.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expects one of "
                        + Arrays.stream(constants)
                            .map(Enum::toString)
                            .collect(Collectors.joining(", "))));
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
