package io.github.camelkraken.rest;

/**
 * A call that changes something may have taken effect or not; it must never be made again by itself
 * (errors.md 6).
 */
public final class Ambiguous extends KrakenException {
  private static final long serialVersionUID = 1L;

  /** The trouble itself is no cause: Camel looks at causes first, and that one may be repeated. */
  public Ambiguous(Transient trouble) {
    super(trouble.getMessage(), trouble.getCause());
    says(trouble.errors());
  }
}
