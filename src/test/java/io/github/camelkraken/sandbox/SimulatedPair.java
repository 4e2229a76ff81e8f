package io.github.camelkraken.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** One market: its names and rules, its price that walks, and its trades. */
public final class SimulatedPair {
  private static final BigDecimal TICKS_OF_SPREAD = BigDecimal.valueOf(2);
  private static final BigDecimal ORDER_MINIMUM = new BigDecimal("0.00005");
  private static final BigDecimal COST_MINIMUM = new BigDecimal("0.5");
  private static final int LOT_DECIMALS = 8;

  private final String id;
  private final String altname;
  private final String wsname;
  private final String base;
  private final String quote;
  private final int decimals;
  private final List<SimulatedTrade> trades = new ArrayList<>();
  private final SplittableRandom random;
  private long nextId;
  private BigDecimal price;
  private volatile BigDecimal tick;

  /** A pair such as {@code XXBTZUSD, XBT/USD, XXBT, ZUSD, 1 decimal, 60000}. */
  public SimulatedPair(
      String id, String wsname, String base, String quote, int decimals, String price) {
    this.id = id;
    this.altname = wsname.replace("/", "");
    this.wsname = wsname;
    this.base = base;
    this.quote = quote;
    this.decimals = decimals;
    this.price = new BigDecimal(price).setScale(decimals, RoundingMode.HALF_UP);
    this.tick = BigDecimal.ONE.movePointLeft(decimals);
    this.random = new SplittableRandom(new Random(id.hashCode()).nextLong());
    this.nextId = 1_000 + random.nextInt(1_000_000);
  }

  public String id() {
    return id;
  }

  public String altname() {
    return altname;
  }

  public String wsname() {
    return wsname;
  }

  public String base() {
    return base;
  }

  public String quote() {
    return quote;
  }

  public int decimals() {
    return decimals;
  }

  /** The smallest step of the price. */
  public BigDecimal tick() {
    return tick;
  }

  /** Makes the smallest step larger than the last decimal. */
  public void tick(String newTick) {
    tick = new BigDecimal(newTick);
  }

  /** How many decimals a volume may have. */
  public int lotDecimals() {
    return LOT_DECIMALS;
  }

  /** The smallest volume of an order. */
  public BigDecimal orderMinimum() {
    return ORDER_MINIMUM;
  }

  /** The smallest cost of an order. */
  public BigDecimal costMinimum() {
    return COST_MINIMUM;
  }

  /** Moves the price without a trade; open orders see it when their account is next settled. */
  public synchronized void moveTo(String newPrice) {
    price = new BigDecimal(newPrice).setScale(decimals, RoundingMode.UNNECESSARY);
  }

  public synchronized BigDecimal price() {
    return price;
  }

  public synchronized BigDecimal bid() {
    return price.subtract(tick().multiply(TICKS_OF_SPREAD)).max(tick());
  }

  public synchronized BigDecimal ask() {
    return bid().add(tick().multiply(TICKS_OF_SPREAD)).add(tick());
  }

  /** Moves the price a little and lets {@code count} trades happen, all at this one time. */
  public synchronized List<SimulatedTrade> trade(Instant at, int count) {
    long nanos = nanos(at);
    int from = trades.size();
    for (int i = 0; i < count; i++) {
      BigDecimal step = tick().multiply(BigDecimal.valueOf(random.nextInt(-20, 21)));
      price = price.add(step).max(tick().multiply(BigDecimal.TEN));
      trades.add(
          new SimulatedTrade(
              nextId++,
              price,
              BigDecimal.valueOf(1 + random.nextLong(200_000_000L), 8),
              nanos,
              random.nextBoolean(),
              random.nextBoolean()));
    }
    return List.copyOf(trades.subList(from, trades.size()));
  }

  /** Lets the ids of trades go on from here, behind all that were given before a restart. */
  public synchronized void nextId(long id) {
    nextId = id;
  }

  /** Forgets the trades up to a time; the ids go on. */
  public synchronized void forget(Instant until) {
    trades.subList(0, firstAfter(nanos(until))).clear();
  }

  /** Trades with {@code nanos} above {@code since}, the oldest first, as many as fit a page. */
  public synchronized List<SimulatedTrade> tradesAfter(long since, int count) {
    int from = firstAfter(since);
    return List.copyOf(trades.subList(from, Math.min(trades.size(), from + count)));
  }

  /** The newest trades, the oldest first. */
  public synchronized List<SimulatedTrade> newestTrades(int count) {
    return List.copyOf(trades.subList(Math.max(0, trades.size() - count), trades.size()));
  }

  public synchronized List<SimulatedTrade> allTrades() {
    return List.copyOf(trades);
  }

  /** Times ascend, so the first one above {@code since} is found by halving. */
  private int firstAfter(long since) {
    int low = 0;
    int high = trades.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (trades.get(middle).nanos() > since) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static long nanos(Instant at) {
    return Math.multiplyExact(at.getEpochSecond(), SimulatedTrade.SECOND) + at.getNano();
  }
}
