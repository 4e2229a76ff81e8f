package io.github.camelkraken.config;

import java.time.Duration;
import java.util.Set;

/** A candle's length in minutes, one of those that Kraken's OHLC knows (rest.md 2.6). */
public record Interval(int minutes) {
  private static final Set<Integer> KNOWN = Set.of(1, 5, 15, 30, 60, 240, 1440, 10080, 21600);

  public static Interval of(String text) {
    int minutes;
    try {
      minutes = Integer.parseInt(text.trim());
    } catch (NumberFormatException notANumber) {
      minutes = 0;
    }
    if (!KNOWN.contains(minutes)) {
      throw new IllegalArgumentException(
          "expects minutes out of 1, 5, 15, 30, 60, 240, 1440, 10080, 21600");
    }
    return new Interval(minutes);
  }

  public Duration length() {
    return Duration.ofMinutes(minutes);
  }
}
