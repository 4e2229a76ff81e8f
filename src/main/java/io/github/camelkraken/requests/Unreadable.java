package io.github.camelkraken.requests;

/** A request that is no JSON object; it becomes a dead letter. */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  Unreadable(String reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  /** A stable code. */
  public String reason() {
    return reason;
  }
}
