package io.github.camelkraken.sandbox.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys that are shut out after too many errors of authentication in a row, or by a test. A call
 * during the lockout extends it (rate-limits.md 6).
 */
public final class Lockouts {
  private final Clock clock;
  private final Map<String, Integer> errors = new HashMap<>();
  private final Map<String, Instant> ends = new HashMap<>();
  private int errorsAllowed = 10;
  private Duration pause = Duration.ofMinutes(15);

  public Lockouts(Clock clock) {
    this.clock = clock;
  }

  /** How many errors in a row shut a key out. */
  public synchronized void after(int newErrorsAllowed) {
    errorsAllowed = newErrorsAllowed;
  }

  /** How long a key stays shut out after its last call. */
  public synchronized void lasting(Duration newPause) {
    pause = newPause;
  }

  public synchronized void lock(String key) {
    ends.put(key, clock.instant().plus(pause));
  }

  public synchronized void unlock(String key) {
    ends.remove(key);
    errors.remove(key);
  }

  /** Whether a key is shut out; asking counts as a call. */
  public synchronized boolean shutsOut(String key) {
    Instant end = ends.get(key);
    if (end == null) {
      return false;
    }
    if (clock.instant().isBefore(end)) {
      lock(key);
      return true;
    }
    unlock(key);
    return false;
  }

  /** One more invalid key, signature or nonce in a row. */
  public synchronized void failed(String key) {
    if (errors.merge(key, 1, Integer::sum) >= errorsAllowed) {
      lock(key);
    }
  }

  /** The row of errors has ended. */
  public synchronized void passed(String key) {
    errors.remove(key);
  }
}
