package io.github.camelkraken.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs with the machine's and can be driven ahead, or that stands until driven. */
public final class VirtualClock extends Clock {
  private final boolean runs;
  private Instant instant;
  private Duration ahead = Duration.ZERO;

  private VirtualClock(boolean runs, Instant instant) {
    this.runs = runs;
    this.instant = instant;
  }

  public static VirtualClock running() {
    return new VirtualClock(true, null);
  }

  public static VirtualClock standingAt(Instant instant) {
    return new VirtualClock(false, instant);
  }

  public synchronized void advance(Duration duration) {
    if (runs) {
      ahead = ahead.plus(duration);
    } else {
      instant = instant.plus(duration);
    }
  }

  @Override
  public synchronized Instant instant() {
    return runs ? Instant.now().plus(ahead) : instant;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the simulated exchange tells time in UTC");
  }
}
