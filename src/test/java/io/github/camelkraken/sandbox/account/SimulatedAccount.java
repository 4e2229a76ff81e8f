package io.github.camelkraken.sandbox.account;

import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.limit.Tier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One client of the exchange: keys, money, orders and what became of them. */
public final class SimulatedAccount {
  private static final BigDecimal START_DOLLARS = new BigDecimal("1000000.0000");
  private static final BigDecimal START_BITCOIN = new BigDecimal("10.0000000000");
  private static final BigDecimal START_ETHER = new BigDecimal("100.0000000000");

  private final String name;
  private final Tier tier;
  private final Market market;
  private final Keyring keyring;
  private final SimulatedKey firstKey;
  private final EngineLimits limits;
  private final Orders orders = new Orders();
  private final Map<String, Hold> holds = new HashMap<>();
  private final Funds funds = new Funds();
  private final Clearing clearing = new Clearing(funds);
  private final Withdrawals withdrawals = new Withdrawals(funds);
  private final Exports exports = new Exports();
  private BigDecimal fillAtMost;
  private Instant cancelAllAt;
  private volatile Duration lag = Duration.ZERO;

  /** An account with some money and one key that may do all but withdraw. */
  public SimulatedAccount(String name, Tier tier, Market market) {
    this.name = name;
    this.tier = tier;
    this.market = market;
    this.limits = new EngineLimits(tier, market.clock());
    this.keyring = new Keyring(name, tier, market.clock());
    this.firstKey = keyring.make(Permission.WITHOUT_WITHDRAWING);
    funds.balance("ZUSD", START_DOLLARS);
    funds.balance("XXBT", START_BITCOIN);
    funds.balance("XETH", START_ETHER);
  }

  public String name() {
    return name;
  }

  public Tier tier() {
    return tier;
  }

  /** The key that the account began with. */
  public SimulatedKey key() {
    return firstKey;
  }

  /** The keys that are valid. */
  public List<SimulatedKey> keys() {
    return keyring.all();
  }

  /** Makes another key with these permissions. */
  public SimulatedKey addKey(String... permissions) {
    return keyring.make(List.of(permissions));
  }

  /**
   * Takes a key that was made elsewhere, and lets it do all but withdraw.
   *
   * @param secret in base64
   */
  public SimulatedKey takeKey(String key, String secret) {
    return keyring.add("given", key, secret, Permission.WITHOUT_WITHDRAWING);
  }

  /** Withdraws a key; it is unknown from now on. */
  public void removeKey(SimulatedKey key) {
    keyring.remove(key);
  }

  /** Orders are shown only this long after they were placed or changed. */
  public void lag(Duration newLag) {
    lag = newLag;
  }

  /** Whether an order can be seen by now. */
  public boolean shows(SimulatedOrder order) {
    return !order.changedAt().plus(lag).isAfter(market.now());
  }

  /** Switches the limits of keys, of the engine and of open orders on or off, from zero. */
  public void limited(boolean on) {
    limits.switched(on);
    keys().forEach(SimulatedKey::resetCounter);
  }

  public boolean isLimited() {
    return limits.areOn();
  }

  public EngineLimits limits() {
    return limits;
  }

  /** The market gives an order no more than this at a time; null is no bound. */
  public synchronized void fillAtMost(BigDecimal volume) {
    fillAtMost = volume;
  }

  public synchronized Map<String, BigDecimal> balances() {
    return funds.balances();
  }

  public synchronized BigDecimal balance(String asset) {
    return funds.balance(asset);
  }

  public synchronized void balance(String asset, BigDecimal amount) {
    funds.balance(asset, amount);
  }

  /** What open orders hold back of an asset. */
  public synchronized BigDecimal held(String asset) {
    return funds.held(asset);
  }

  /** All orders that ever existed, in the order of their placing. */
  public synchronized List<SimulatedOrder> orders() {
    return orders.all();
  }

  /** All orders that ever existed with this id of the client. */
  public synchronized List<SimulatedOrder> ordersWith(String clOrdId) {
    return orders.with(clOrdId);
  }

  public synchronized List<SimulatedOrder> openOrders() {
    return orders.open();
  }

  public synchronized Optional<SimulatedOrder> order(String txid) {
    return orders.find(txid);
  }

  public synchronized List<AccountTrade> trades() {
    return clearing.trades();
  }

  public synchronized List<LedgerEntry> ledger() {
    return funds.ledger();
  }

  public synchronized List<Withdrawal> withdrawals() {
    return withdrawals.all();
  }

  public Exports exports() {
    return exports;
  }

  /**
   * Places an order and lets the market fill it.
   *
   * @throws KrakenError if the engine does not take it; nothing has changed then
   */
  public synchronized SimulatedOrder place(OrderTerms terms) {
    OpenMarket.require(market.status(), terms);
    if (orders.isTaken(terms.clOrdId())) {
      throw new KrakenError("EGeneral:Invalid arguments:cl_ord_id");
    }
    limits.requireRoom(orders.open(terms.pair()));
    requireFunds(Hold.of(terms, terms.volume()), BigDecimal.ZERO);
    requireRest(terms);
    SimulatedOrder order = new SimulatedOrder(terms, market.now());
    orders.add(order);
    hold(order);
    match(order);
    if (terms.type() == OrderType.SETTLE_POSITION) {
      end(order, "canceled", "No position");
    } else if (terms.isImmediate() && order.isLive()) {
      end(order, "canceled", "Order could not be filled");
    }
    return order;
  }

  /** Cancels an order if it is open. */
  public synchronized void cancel(SimulatedOrder order, String reason) {
    if (order.isLive()) {
      end(order, "canceled", reason);
    }
  }

  /**
   * Changes an open order in place (rest.md 4.3).
   *
   * @throws KrakenError if the engine would not take it like that; it stays as it was then
   */
  public synchronized Amend amend(SimulatedOrder order, OrderTerms terms) {
    BigDecimal remaining = terms.volume().subtract(order.filled()).max(BigDecimal.ZERO);
    requireFunds(Hold.of(terms, remaining), holds.get(order.txid()).amount());
    requireRest(terms);
    Amend amend = order.amend(terms, market.now());
    if (remaining.signum() == 0) {
      end(order, "canceled", "User requested");
    } else {
      hold(order);
      match(order);
    }
    return amend;
  }

  /**
   * Cancels an open order and places another one in its stead (rest.md 4.4).
   *
   * @throws KrakenError if the engine would not take the new one; the old one stays then
   */
  public synchronized SimulatedOrder replace(SimulatedOrder order, OrderTerms terms) {
    OpenMarket.require(market.status(), terms);
    requireFunds(Hold.of(terms, terms.volume()), holds.get(order.txid()).amount());
    requireRest(terms);
    end(order, "canceled", "User requested");
    SimulatedOrder replacement = place(terms);
    replacement.replaces(order);
    return replacement;
  }

  /** Cancels all orders at this time, or no longer with null (rest.md 4.8). */
  public synchronized void cancelAllAt(Instant time) {
    cancelAllAt = time;
  }

  /** When all orders are canceled unless the client puts it off, or null. */
  public synchronized Instant cancelAllAt() {
    return cancelAllAt;
  }

  /** Does what the market's price and clock have made due. */
  public synchronized void settle() {
    Instant now = market.now();
    if (cancelAllAt != null && !now.isBefore(cancelAllAt)) {
      cancelAllAt = null;
      orders.open().forEach(order -> end(order, "canceled", "Cancel after timeout"));
    }
    for (SimulatedOrder order : orders.open()) {
      Instant expire = order.terms().expire();
      if (expire != null && !now.isBefore(expire)) {
        end(order, "expired", "Order expired");
      } else {
        match(order);
      }
    }
  }

  /**
   * Takes money off the account (rest.md 5).
   *
   * @param type of its ledger entry
   * @throws KrakenError if there is not enough
   */
  public synchronized Withdrawal withdraw(
      String asset, String key, BigDecimal amount, BigDecimal fee, String type) {
    return withdrawals.add(asset, key, amount, fee, type, market.now());
  }

  /** Stops a withdrawal; false if there is none that could be stopped. */
  public synchronized boolean cancelWithdrawal(String refid) {
    return withdrawals.cancel(refid, market.now());
  }

  private void requireFunds(Hold hold, BigDecimal freed) {
    if (funds.available(hold.asset()).add(freed).compareTo(hold.amount()) < 0) {
      throw new KrakenError("EOrder:Insufficient funds");
    }
  }

  private static void requireRest(OrderTerms terms) {
    if (terms.isPostOnly() && Matching.takes(terms)) {
      throw new KrakenError("EOrder:Post only order");
    }
  }

  private void match(SimulatedOrder order) {
    Instant now = market.now();
    if (!order.hasBegun(now)) {
      return;
    }
    BigDecimal last = order.terms().pair().price();
    if (order.waitsAt(last)) {
      return;
    }
    Optional<BigDecimal> price = Matching.price(order, now);
    if (price.isEmpty()) {
      order.waitAt(last);
      return;
    }
    BigDecimal remaining = order.remaining();
    BigDecimal volume = fillAtMost == null ? remaining : fillAtMost.min(remaining);
    boolean killed = order.terms().timeInForce().equals("FOK") && volume.compareTo(remaining) < 0;
    if (volume.signum() > 0 && !killed) {
      clearing.execute(order, price.get(), volume, now);
      if (order.isLive()) {
        hold(order);
      } else {
        release(order);
      }
    }
  }

  private void end(SimulatedOrder order, String status, String reason) {
    order.end(status, reason, market.now());
    release(order);
  }

  private void hold(SimulatedOrder order) {
    Hold hold = Hold.of(order.terms(), order.remaining());
    free(holds.put(order.txid(), hold));
    funds.hold(hold.asset(), hold.amount());
  }

  private void release(SimulatedOrder order) {
    orders.close(order);
    free(holds.remove(order.txid()));
  }

  private void free(Hold hold) {
    if (hold != null) {
      funds.hold(hold.asset(), hold.amount().negate());
    }
  }
}
