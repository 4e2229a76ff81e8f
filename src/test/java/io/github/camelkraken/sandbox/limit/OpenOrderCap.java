package io.github.camelkraken.sandbox.limit;

/** How many orders of a pair may be open at once (rate-limits.md 4). */
public final class OpenOrderCap {
  private final int cap;

  public OpenOrderCap(Tier tier) {
    cap = tier.openOrders();
  }

  /** Whether one more may be opened. */
  public boolean hasRoom(long open) {
    return open < cap;
  }
}
