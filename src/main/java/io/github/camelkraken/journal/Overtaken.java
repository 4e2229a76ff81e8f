package io.github.camelkraken.journal;

/**
 * Between the look into the journal and the turn of a call, another request has named the same
 * order: the journal has something to say now.
 */
public final class Overtaken extends Exception {
  private static final long serialVersionUID = 1L;

  Overtaken(String message) {
    super(message);
  }
}
