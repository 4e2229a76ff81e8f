package io.github.camelkraken.requests;

import java.util.List;

/** A request that is no JSON object; it becomes a dead letter. */
public final class Unreadable extends Exception {
  /** All codes. */
  static final List<String> REASONS = List.of("EMPTY", "TOO_LARGE", "NOT_JSON", "NOT_AN_OBJECT");

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
