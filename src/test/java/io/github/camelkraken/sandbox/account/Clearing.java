package io.github.camelkraken.sandbox.account;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns fills into trades, and trades into movements of money. */
final class Clearing {
  private static final long FIRST_ID = 5_000_000;

  private final Funds funds;
  private final List<AccountTrade> trades = new ArrayList<>();

  Clearing(Funds funds) {
    this.funds = funds;
  }

  List<AccountTrade> trades() {
    return List.copyOf(trades);
  }

  void execute(SimulatedOrder order, BigDecimal price, BigDecimal volume, Instant now) {
    boolean maker = order.hasRested();
    BigDecimal cost = price.multiply(volume).setScale(Fee.DECIMALS, RoundingMode.HALF_UP);
    BigDecimal fee = maker ? Fee.maker(cost) : Fee.taker(cost);
    String id = KrakenId.of('T');
    AccountTrade trade =
        new AccountTrade(
            id,
            order.txid(),
            order.terms(),
            now,
            price,
            volume,
            cost,
            fee,
            maker,
            FIRST_ID + trades.size(),
            pay(id, order.terms(), volume, cost, fee, now));
    trades.add(trade);
    order.fill(trade);
  }

  /** A margin trade moves only its fee. */
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
    BigDecimal gained = buys ? volume : volume.negate();
    BigDecimal paid = buys ? cost.negate() : cost;
    return List.of(
        funds.move(trade, "trade", terms.pair().base(), gained, BigDecimal.ZERO, now).id(),
        funds.move(trade, "trade", quote, paid, fee, now).id());
  }
}
