package io.github.camelkraken.crash;

/** What a request asks for. */
enum Kind {
  /** A limit order that waits in the book. */
  RESTING,
  /** A limit order that is filled at once: Kraken forgets its {@code cl_ord_id} then. */
  CROSSING,
  MARKET,
  /** An order that is named by a {@code userref} only. */
  TAGGED,
  BATCH,
  CANCEL,
  AMEND;

  boolean isOrder() {
    return this != CANCEL && this != AMEND;
  }
}
