package io.github.camelkraken.config;

import java.time.Duration;
import java.util.Optional;

/** How often a feed is polled, or {@code off}. */
public record Period(Optional<Duration> every) {
  public static Period of(String text) {
    if (text.trim().equalsIgnoreCase("off")) {
      return new Period(Optional.empty());
    }
    return new Period(Optional.of(Expected.duration(text, ", or off")));
  }

  public boolean isOn() {
    return every.isPresent();
  }
}
