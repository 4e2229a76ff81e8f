package io.github.camelkraken.rest;

/** What a call does at Kraken, and so what may be done when its outcome is not known. */
public enum Effect {
  /** It only asks. */
  NONE,
  /** It changes something, and doing it twice is the same as doing it once. */
  REPEATABLE,
  /** It changes something each time: what may have happened is never done again. */
  ONCE
}
