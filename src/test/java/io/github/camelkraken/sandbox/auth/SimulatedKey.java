package io.github.camelkraken.sandbox.auth;

import io.github.camelkraken.sandbox.limit.RestCounter;
import io.github.camelkraken.sandbox.limit.Tier;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** An API key of an account: its secret, its permissions and the highest nonce it has used. */
public final class SimulatedKey {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");

  private final String name;
  private final String key;
  private final String secret;
  private final Tier tier;
  private final Instant created;
  private final Set<String> permissions = new LinkedHashSet<>();
  private volatile RestCounter counter;
  private long highest;
  private int refused;
  private Instant lastUsed;

  /**
   * A key that has not been used.
   *
   * @param secret in base64
   */
  public SimulatedKey(
      String name,
      String key,
      String secret,
      Tier tier,
      Instant created,
      List<String> permissions) {
    this.name = name;
    this.key = key;
    this.secret = secret;
    this.tier = tier;
    this.created = created;
    this.lastUsed = created;
    this.permissions.addAll(permissions);
    this.counter = new RestCounter(tier);
  }

  public String name() {
    return name;
  }

  /** What {@code API-Key} has to be. */
  public String key() {
    return key;
  }

  /** What calls have to be signed with, in base64. */
  public String secret() {
    return secret;
  }

  public Instant created() {
    return created;
  }

  public synchronized Instant lastUsed() {
    return lastUsed;
  }

  public synchronized Set<String> permissions() {
    return new LinkedHashSet<>(permissions);
  }

  /** Replaces the permissions by these. */
  public synchronized void permissions(String... only) {
    permissions.clear();
    permissions.addAll(List.of(only));
  }

  public RestCounter counter() {
    return counter;
  }

  /** Starts the counter of calls at zero. */
  public void resetCounter() {
    counter = new RestCounter(tier);
  }

  /** The highest nonce that was accepted, an unsigned number. */
  public synchronized String highestNonce() {
    return Long.toUnsignedString(highest);
  }

  /** How many calls were refused for their nonce. */
  public synchronized int refusedNonces() {
    return refused;
  }

  /** Takes a nonce if it is an unsigned 64-bit number above all before (auth.md 6, window 0). */
  public synchronized boolean accept(String nonce, Instant now) {
    if (!isAbove(nonce)) {
      refused++;
      return false;
    }
    highest = Long.parseUnsignedLong(nonce);
    lastUsed = now;
    return true;
  }

  private boolean isAbove(String nonce) {
    if (nonce == null || !DIGITS.matcher(nonce).matches()) {
      return false;
    }
    try {
      return Long.compareUnsigned(Long.parseUnsignedLong(nonce), highest) > 0;
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }
}
