package io.github.camelkraken.crash;

/** A moment in a request's life that can be seen from outside. */
enum Moment {
  /** {@code SENT} is on the topic of the journal. */
  SENT,
  /** Its call has arrived at Kraken. */
  CALLED,
  /** Its call took effect, and the answer is held back. */
  HELD,
  /** Its final result is on the topic of results. */
  ANSWERED
}
