package io.github.camelkraken.rest;

/** What a call costs on the counter of its pair in the matching engine (rate-limits.md 3). */
public enum EngineCost {
  NONE,
  ADD,
  BATCH_ADD,
  AMEND,
  EDIT,
  CANCEL,
  BATCH_CANCEL
}
