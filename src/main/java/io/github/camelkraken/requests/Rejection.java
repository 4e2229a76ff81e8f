package io.github.camelkraken.requests;

/** A request that is not carried out, for a reason that the contract has a code for. */
public final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * A rejection.
   *
   * @param reason a stable code
   * @param detail what to mend
   */
  public Rejection(String reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
