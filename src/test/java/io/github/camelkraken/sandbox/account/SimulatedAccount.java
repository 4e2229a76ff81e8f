package io.github.camelkraken.sandbox.account;

import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.limit.AgePenalty;
import io.github.camelkraken.sandbox.limit.EngineCounter;
import io.github.camelkraken.sandbox.limit.Tier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** One client of the exchange: keys, money, orders and what became of them. */
public final class SimulatedAccount {
  private static final BigDecimal START_DOLLARS = new BigDecimal("1000000.0000");
  private static final BigDecimal START_BITCOIN = new BigDecimal("10.0000000000");
  private static final BigDecimal START_ETHER = new BigDecimal("100.0000000000");

  private final String name;
  private final Tier tier;
  private final Market market;
  private final List<SimulatedKey> keys = new CopyOnWriteArrayList<>();
  private final Map<String, SimulatedOrder> orders = new LinkedHashMap<>();
  private final Map<String, SimulatedOrder> live = new LinkedHashMap<>();
  private final Map<String, List<SimulatedOrder>> byClOrdId = new LinkedHashMap<>();
  private final Map<String, Hold> holds = new LinkedHashMap<>();
  private final List<AccountTrade> trades = new ArrayList<>();
  private final Map<String, Withdrawal> withdrawals = new LinkedHashMap<>();
  private final Exports exports = new Exports();
  private final Funds funds = new Funds();
  private EngineCounter engine;
  private BigDecimal fillAtMost;
  private Instant cancelAllAt;
  private long nextTradeId = 5_000_000;
  private volatile Duration lag = Duration.ZERO;
  private volatile boolean limited;

  /** An account with some money and one key that may do all but withdraw. */
  public SimulatedAccount(String name, Tier tier, Market market) {
    this.name = name;
    this.tier = tier;
    this.market = market;
    this.engine = new EngineCounter(tier);
    funds.balance("ZUSD", START_DOLLARS);
    funds.balance("XXBT", START_BITCOIN);
    funds.balance("XETH", START_ETHER);
    addKey(Permission.WITHOUT_WITHDRAWING.toArray(String[]::new));
  }

  public String name() {
    return name;
  }

  public Tier tier() {
    return tier;
  }

  /** The key that the account began with. */
  public SimulatedKey key() {
    return keys.get(0);
  }

  public List<SimulatedKey> keys() {
    return List.copyOf(keys);
  }

  /** Makes another key; it is the same in every run. */
  public SimulatedKey addKey(String... permissions) {
    String label = "simulated-" + name + "-" + (keys.size() + 1);
    byte[] secret =
        ("not a secret of anybody, " + label + " ").repeat(4).getBytes(StandardCharsets.US_ASCII);
    SimulatedKey key =
        new SimulatedKey(
            label,
            "SIMULATED/KEY/" + label,
            Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(secret, 64)),
            tier,
            market.now(),
            List.of(permissions));
    keys.add(key);
    return key;
  }

  /** Withdraws a key. */
  public void removeKey(SimulatedKey key) {
    keys.remove(key);
  }

  /** Orders are shown only this long after they were placed or changed. */
  public void lag(Duration newLag) {
    lag = newLag;
  }

  /** Whether the limits of the engine and of open orders hold. */
  public synchronized void limited(boolean on) {
    limited = on;
    engine = new EngineCounter(tier);
    keys.forEach(SimulatedKey::resetCounter);
  }

  public boolean isLimited() {
    return limited;
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
    return List.copyOf(orders.values());
  }

  /** All orders that ever existed with this id of the client. */
  public synchronized List<SimulatedOrder> ordersWith(String clOrdId) {
    return List.copyOf(byClOrdId.getOrDefault(clOrdId, List.of()));
  }

  public synchronized List<SimulatedOrder> openOrders() {
    return List.copyOf(live.values());
  }

  public synchronized Optional<SimulatedOrder> order(String txid) {
    return Optional.ofNullable(orders.get(txid));
  }

  /** Whether the lag lets an order be seen by now. */
  public boolean shows(SimulatedOrder order) {
    return !order.changedAt().plus(lag).isAfter(market.now());
  }

  public synchronized List<AccountTrade> trades() {
    return List.copyOf(trades);
  }

  public synchronized List<LedgerEntry> ledger() {
    return funds.ledger();
  }

  public synchronized List<Withdrawal> withdrawals() {
    return List.copyOf(withdrawals.values());
  }

  public Exports exports() {
    return exports;
  }

  /** What the engine counts for a pair (rate-limits.md 3). */
  public synchronized EngineCounter engine() {
    return engine;
  }

  /**
   * Counts what is done to orders of a pair.
   *
   * @throws KrakenError if the counter refuses
   */
  public void charge(SimulatedPair pair, BigDecimal cost) {
    if (limited && !engine().take(pair.id(), cost, market.now())) {
      throw new KrakenError("EOrder:Rate limit exceeded");
    }
  }

  /**
   * Counts that an order is touched, by its age.
   *
   * @throws KrakenError if the counter refuses
   */
  public void charge(SimulatedOrder order, AgePenalty penalty, int fixed) {
    charge(order.terms().pair(), BigDecimal.valueOf(fixed).add(penalty.at(age(order))));
  }

  /** Counts a cancel that is accepted even above the maximum. */
  public void chargeAnyway(SimulatedOrder order) {
    if (limited) {
      engine().force(order.terms().pair().id(), AgePenalty.CANCEL.at(age(order)), market.now());
    }
  }

  /**
   * Places an order and lets the market fill it.
   *
   * @throws KrakenError if the engine does not take it; nothing has changed then
   */
  public synchronized SimulatedOrder place(OrderTerms terms) {
    settle();
    refuseWhereClosed(terms);
    if (terms.clOrdId() != null
        && live(order -> terms.clOrdId().equals(order.clOrdId())).isPresent()) {
      throw new KrakenError("EGeneral:Invalid arguments:cl_ord_id");
    }
    if (limited && openOrders(terms.pair()) >= tier.openOrders()) {
      throw new KrakenError("EOrder:Orders limit exceeded");
    }
    Hold hold = Hold.of(terms, terms.volume());
    if (funds.available(hold.asset()).compareTo(hold.amount()) < 0) {
      throw new KrakenError("EOrder:Insufficient funds");
    }
    if (terms.isPostOnly() && Matching.takes(terms)) {
      throw new KrakenError("EOrder:Post only order");
    }
    SimulatedOrder order = new SimulatedOrder(terms, market.now());
    orders.put(order.txid(), order);
    live.put(order.txid(), order);
    if (terms.clOrdId() != null) {
      byClOrdId.computeIfAbsent(terms.clOrdId(), added -> new ArrayList<>()).add(order);
    }
    hold(order);
    match(order);
    if (terms.type() == OrderType.SETTLE_POSITION) {
      end(order, "canceled", "No position");
    } else if (terms.isImmediate() && order.isLive()) {
      end(order, "canceled", "Order could not be filled");
    }
    return order;
  }

  /** Cancels an order that is open. */
  public synchronized void cancel(SimulatedOrder order, String reason) {
    if (order.isLive()) {
      end(order, "canceled", reason);
    }
  }

  /**
   * Changes an open order in place (rest.md 4.3).
   *
   * @throws KrakenError if the account cannot pay for it
   */
  public synchronized Amend amend(SimulatedOrder order, OrderTerms terms) {
    BigDecimal remaining = terms.volume().subtract(order.filled()).max(BigDecimal.ZERO);
    requireFunds(order, Hold.of(terms, remaining));
    if (terms.isPostOnly() && Matching.takes(terms)) {
      throw new KrakenError("EOrder:Post only order");
    }
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
    requireFunds(order, Hold.of(terms, terms.volume()));
    if (terms.isPostOnly() && Matching.takes(terms)) {
      throw new KrakenError("EOrder:Post only order");
    }
    end(order, "canceled", "User requested");
    return place(terms);
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
      List.copyOf(live.values()).forEach(order -> end(order, "canceled", "Cancel after timeout"));
    }
    for (SimulatedOrder order : List.copyOf(live.values())) {
      OrderTerms terms = order.terms();
      if (terms.expire() != null && !now.isBefore(terms.expire())) {
        end(order, "expired", "Order expired");
      } else {
        match(order);
      }
    }
  }

  /** Takes money off the account (rest.md 5). */
  public synchronized Withdrawal withdraw(
      String asset, String key, BigDecimal amount, BigDecimal fee, String type) {
    if (funds.available(asset).compareTo(amount) < 0) {
      throw new KrakenError("EFunding:Insufficient funds");
    }
    Withdrawal withdrawal =
        new Withdrawal(KrakenId.of('A'), asset, key, amount, fee, market.now(), false);
    withdrawals.put(withdrawal.refid(), withdrawal);
    funds.move(withdrawal.refid(), type, asset, amount.subtract(fee).negate(), fee, market.now());
    return withdrawal;
  }

  /** Stops a withdrawal; false if there is none that could be stopped. */
  public synchronized boolean cancelWithdrawal(String refid) {
    Withdrawal withdrawal = withdrawals.get(refid);
    if (withdrawal == null || withdrawal.canceled()) {
      return false;
    }
    withdrawals.put(refid, withdrawal.cancel());
    funds.move(
        refid,
        "withdrawal",
        withdrawal.asset(),
        withdrawal.amount(),
        BigDecimal.ZERO,
        market.now());
    return true;
  }

  private void requireFunds(SimulatedOrder before, Hold after) {
    BigDecimal freed = holds.get(before.txid()).amount();
    if (funds.available(after.asset()).add(freed).compareTo(after.amount()) < 0) {
      throw new KrakenError("EOrder:Insufficient funds");
    }
  }

  private Duration age(SimulatedOrder order) {
    return Duration.between(order.touchedAt(), market.now());
  }

  /** What the exchange's state forbids (rest.md 2.2). */
  private void refuseWhereClosed(OrderTerms terms) {
    switch (market.status()) {
      case "maintenance" -> throw new KrakenError("EService:Unavailable");
      case "cancel_only" -> throw new KrakenError("EService:Market in cancel_only mode");
      case "post_only" -> {
        if (!terms.isPostOnly()) {
          throw new KrakenError("EService:Market in post_only mode");
        }
      }
      default -> {}
    }
  }

  private Optional<SimulatedOrder> live(Predicate<SimulatedOrder> which) {
    return live.values().stream().filter(which).findFirst();
  }

  private long openOrders(SimulatedPair pair) {
    return live.values().stream().filter(order -> order.terms().pair() == pair).count();
  }

  private void match(SimulatedOrder order) {
    Instant now = market.now();
    if (order.status().equals("pending")) {
      if (order.terms().start().isAfter(now)) {
        return;
      }
      order.begin(now);
    }
    Optional<BigDecimal> price = Matching.price(order, now);
    BigDecimal volume = fillAtMost == null ? order.remaining() : fillAtMost.min(order.remaining());
    boolean whole = volume.compareTo(order.remaining()) == 0;
    boolean killed = order.terms().timeInForce().equals("FOK") && !whole;
    if (price.isPresent() && volume.signum() > 0 && !killed) {
      execute(order, price.get(), volume, now);
    }
    if (order.isLive() && order.terms().limit() != null && price.isEmpty()) {
      order.rest();
    }
  }

  private void execute(SimulatedOrder order, BigDecimal price, BigDecimal volume, Instant now) {
    OrderTerms terms = order.terms();
    boolean maker = order.hasRested();
    BigDecimal cost = price.multiply(volume).setScale(Fee.DECIMALS, RoundingMode.HALF_UP);
    BigDecimal fee = maker ? Fee.maker(cost) : Fee.taker(cost);
    String id = KrakenId.of('T');
    AccountTrade trade =
        new AccountTrade(
            id,
            order.txid(),
            terms,
            now,
            price,
            volume,
            cost,
            fee,
            maker,
            nextTradeId++,
            pay(id, terms, volume, cost, fee, now));
    trades.add(trade);
    order.fill(trade);
    if (order.isLive()) {
      hold(order);
    } else {
      release(order);
    }
  }

  private List<String> pay(
      String trade,
      OrderTerms terms,
      BigDecimal volume,
      BigDecimal cost,
      BigDecimal fee,
      Instant now) {
    String quote = terms.pair().quote();
    if (terms.isMargin()) {
      return List.of(funds.move(trade, "margin", quote, BigDecimal.ZERO, fee, now).id());
    }
    boolean buys = terms.side() == Side.BUY;
    BigDecimal base = buys ? volume : volume.negate();
    LedgerEntry first = funds.move(trade, "trade", terms.pair().base(), base, BigDecimal.ZERO, now);
    LedgerEntry second = funds.move(trade, "trade", quote, buys ? cost.negate() : cost, fee, now);
    return List.of(first.id(), second.id());
  }

  private void end(SimulatedOrder order, String status, String reason) {
    order.end(status, reason, market.now());
    release(order);
  }

  private void hold(SimulatedOrder order) {
    Hold hold = Hold.of(order.terms(), order.remaining());
    Hold before = holds.put(order.txid(), hold);
    if (before != null) {
      funds.hold(before.asset(), before.amount().negate());
    }
    funds.hold(hold.asset(), hold.amount());
  }

  private void release(SimulatedOrder order) {
    live.remove(order.txid());
    Hold hold = holds.remove(order.txid());
    if (hold != null) {
      funds.hold(hold.asset(), hold.amount().negate());
    }
  }
}
