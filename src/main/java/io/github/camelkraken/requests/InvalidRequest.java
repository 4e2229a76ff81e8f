package io.github.camelkraken.requests;

/** A request that can be read but not carried out; the message says what to mend. */
public final class InvalidRequest extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidRequest(String whatToMend) {
    super(whatToMend);
  }
}
