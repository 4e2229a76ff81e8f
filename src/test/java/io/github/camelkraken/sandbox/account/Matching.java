package io.github.camelkraken.sandbox.account;

import io.github.camelkraken.sandbox.SimulatedPair;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** At which price the market fills an order now, if it does. */
final class Matching {
  private Matching() {}

  static Optional<BigDecimal> price(SimulatedOrder order, Instant now) {
    OrderTerms terms = order.terms();
    if (terms.type() == OrderType.SETTLE_POSITION
        || terms.type().hasTrigger() && !triggers(order, now)) {
      return Optional.empty();
    }
    BigDecimal opposite = opposite(terms.pair(), terms.side());
    BigDecimal limit = order.limit();
    if (limit == null) {
      return Optional.of(opposite);
    }
    if (!crosses(terms.side(), limit, opposite)) {
      return Optional.empty();
    }
    return Optional.of(order.hasRested() ? limit : opposite);
  }

  /** Whether a limit order would be filled on arrival. */
  static boolean takes(OrderTerms terms) {
    return !terms.type().hasTrigger()
        && terms.limit() != null
        && crosses(terms.side(), terms.limit(), opposite(terms.pair(), terms.side()));
  }

  /** The best price of the other side. */
  static BigDecimal opposite(SimulatedPair pair, Side side) {
    return side == Side.BUY ? pair.ask() : pair.bid();
  }

  private static boolean crosses(Side side, BigDecimal limit, BigDecimal opposite) {
    int compared = opposite.compareTo(limit);
    return side == Side.BUY ? compared <= 0 : compared >= 0;
  }

  private static boolean triggers(SimulatedOrder order, Instant now) {
    if (order.isTriggered()) {
      return true;
    }
    OrderTerms terms = order.terms();
    BigDecimal last = terms.pair().price();
    boolean falling = terms.type().stops() == (terms.side() == Side.SELL);
    if (terms.type().trails()) {
      trail(order, last, falling);
    }
    int compared = last.compareTo(order.trigger());
    if (falling ? compared > 0 : compared < 0) {
      return false;
    }
    order.triggered(now);
    return true;
  }

  /** A trailing trigger stays at its first distance behind the best price since. */
  private static void trail(SimulatedOrder order, BigDecimal last, boolean falling) {
    BigDecimal distance = order.terms().distance();
    BigDecimal behind = falling ? last.subtract(distance) : last.add(distance);
    order.trail(falling ? behind.max(order.trigger()) : behind.min(order.trigger()));
  }
}
