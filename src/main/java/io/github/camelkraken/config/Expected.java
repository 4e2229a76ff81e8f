package io.github.camelkraken.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the values of the configuration, saying what was expected where one does not fit. */
final class Expected {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Duration LONGEST = Duration.ofHours(720);

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

  /**
   * @param alternative what else is taken, at the end of a sentence
   */
  static Duration duration(String text, String alternative) {
    Matcher matcher = DURATION.matcher(text.trim());
    Duration duration = matcher.matches() ? duration(matcher) : Duration.ZERO;
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "expects a duration above zero, at most 720h, such as 500ms, 5s, 1m or 1h" + alternative);
    }
    return duration;
  }

  private static Duration duration(Matcher matcher) {
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
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
