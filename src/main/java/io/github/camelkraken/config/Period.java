package io.github.camelkraken.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often a feed is polled, or {@code off}. */
public record Period(Optional<Duration> every) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Duration LONGEST = Duration.ofHours(720);

  public static Period of(String text) {
    if (text.trim().equalsIgnoreCase("off")) {
      return new Period(Optional.empty());
    }
    return new Period(Optional.of(parse(text, ", or off")));
  }

  public boolean isOn() {
    return every.isPresent();
  }

  private static Duration parse(String text, String alternative) {
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

  /** A duration that cannot be switched off. */
  public record Always(Duration value) {
    public static Always of(String text) {
      return new Always(parse(text, ""));
    }
  }
}
