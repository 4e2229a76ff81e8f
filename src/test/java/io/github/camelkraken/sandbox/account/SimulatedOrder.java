package io.github.camelkraken.sandbox.account;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order and its life: pending, open, then closed, canceled or expired (semantics.md 8). */
public final class SimulatedOrder {
  private final String txid = KrakenId.of('O');
  private final Instant openedAt;
  private final List<String> trades = new ArrayList<>();
  private final List<Amend> amends = new ArrayList<>();
  private OrderTerms terms;
  private String status;
  private BigDecimal filled = BigDecimal.ZERO;
  private BigDecimal cost = BigDecimal.ZERO;
  private BigDecimal fee = BigDecimal.ZERO;
  private BigDecimal trigger;
  private boolean triggered;
  private boolean rested;
  private BigDecimal waitedAt;
  private String reason;
  private Instant touchedAt;
  private Instant changedAt;
  private Instant closedAt;
  private String replaced;

  SimulatedOrder(OrderTerms terms, Instant now) {
    this.terms = terms;
    this.openedAt = now;
    this.touchedAt = now;
    this.changedAt = now;
    this.trigger = terms.trigger();
    this.status = terms.start() != null && terms.start().isAfter(now) ? "pending" : "open";
    amends.add(new Amend(KrakenId.of('T'), "original", terms, terms.volume(), now));
  }

  public String txid() {
    return txid;
  }

  public synchronized OrderTerms terms() {
    return terms;
  }

  public String clOrdId() {
    return terms().clOrdId();
  }

  /** {@code pending}, {@code open}, {@code closed}, {@code canceled} or {@code expired}. */
  public synchronized String status() {
    return status;
  }

  /** Whether it can still be filled. */
  public synchronized boolean isLive() {
    return closedAt == null;
  }

  public synchronized BigDecimal filled() {
    return filled;
  }

  public synchronized BigDecimal remaining() {
    return terms.volume().subtract(filled);
  }

  public synchronized BigDecimal cost() {
    return cost;
  }

  public synchronized BigDecimal fee() {
    return fee;
  }

  /** The average price of what is filled. */
  public synchronized BigDecimal averagePrice() {
    return filled.signum() == 0
        ? BigDecimal.ZERO
        : cost.divide(filled, Math.max(terms.pair().decimals(), 5), RoundingMode.HALF_UP);
  }

  /** The order in whose stead it was placed, or null. */
  public synchronized String replaced() {
    return replaced;
  }

  synchronized void replaces(SimulatedOrder before) {
    replaced = before.txid();
  }

  /** Why it was canceled or has expired, or null. */
  public synchronized String reason() {
    return reason;
  }

  public Instant openedAt() {
    return openedAt;
  }

  /** When it was placed or last amended. */
  public synchronized Instant touchedAt() {
    return touchedAt;
  }

  /** When anything about it last changed. */
  public synchronized Instant changedAt() {
    return changedAt;
  }

  /** When it ended, or null. */
  public synchronized Instant closedAt() {
    return closedAt;
  }

  public synchronized List<String> trades() {
    return List.copyOf(trades);
  }

  /** All states of its terms, the oldest first. */
  public synchronized List<Amend> amends() {
    return List.copyOf(amends);
  }

  /** Where the trigger is now, or null. */
  public synchronized BigDecimal trigger() {
    return trigger;
  }

  /** The limit price in force, or null. */
  public synchronized BigDecimal limit() {
    return terms.type().trails() && terms.limit() != null
        ? terms.limit().subtract(terms.trigger()).add(trigger)
        : terms.limit();
  }

  synchronized boolean isTriggered() {
    return triggered;
  }

  synchronized void triggered(Instant now) {
    triggered = true;
    changedAt = now;
  }

  synchronized void trail(BigDecimal newTrigger) {
    trigger = newTrigger;
  }

  /** Whether it has rested in the book, so that a fill makes it the maker. */
  synchronized boolean hasRested() {
    return rested;
  }

  /** Whether the market did not fill it at this very price already. */
  synchronized boolean waitsAt(BigDecimal price) {
    return waitedAt == price;
  }

  synchronized void waitAt(BigDecimal price) {
    waitedAt = price;
    rest();
  }

  /** Only a limit order whose trigger, if it has one, has struck rests in the book. */
  private void rest() {
    rested = terms.limit() != null && (triggered || !terms.type().hasTrigger());
  }

  /** Whether its start time has come; it is open from then on. */
  synchronized boolean hasBegun(Instant now) {
    if (status.equals("pending") && !terms.start().isAfter(now)) {
      status = "open";
      changedAt = now;
    }
    return !status.equals("pending");
  }

  synchronized void fill(AccountTrade trade) {
    trades.add(trade.id());
    filled = filled.add(trade.volume());
    cost = cost.add(trade.cost());
    fee = fee.add(trade.fee());
    changedAt = trade.at();
    if (remaining().signum() <= 0) {
      status = "closed";
      closedAt = trade.at();
    }
  }

  synchronized void end(String newStatus, String newReason, Instant now) {
    status = newStatus;
    reason = newReason;
    changedAt = now;
    closedAt = now;
  }

  synchronized Amend amend(OrderTerms newTerms, Instant now) {
    terms = newTerms;
    trigger = newTerms.trigger();
    rested = false;
    waitedAt = null;
    touchedAt = now;
    changedAt = now;
    Amend amend = new Amend(KrakenId.of('T'), "user", newTerms, remaining(), now);
    amends.add(amend);
    return amend;
  }
}
