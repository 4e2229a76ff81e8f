package io.github.camelkraken.config;

import java.time.Duration;

/** How long something may take or lasts; above zero, and never off. */
public record TimeSpan(Duration value) {
  public static TimeSpan of(String text) {
    return new TimeSpan(Expected.duration(text, ""));
  }
}
