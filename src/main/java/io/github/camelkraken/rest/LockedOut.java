package io.github.camelkraken.rest;

import java.time.Instant;
import java.util.Optional;

/** Kraken has locked this key out for a while; calling on extends it. */
public final class LockedOut extends KrakenException {
  private static final long serialVersionUID = 1L;

  private transient Instant until;

  public LockedOut(String message) {
    super(message);
  }

  /** A call that was not made, because the key is locked out until then. */
  public LockedOut(Instant until) {
    super("Kraken has locked this key out; the next try is at " + until);
    this.until = until;
  }

  /** Notes when a call may be tried again. */
  public void lasts(Instant newUntil) {
    until = newUntil;
  }

  /** When a call may be tried again, if that is known here. */
  public Optional<Instant> until() {
    return Optional.ofNullable(until);
  }
}
