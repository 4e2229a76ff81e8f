package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.AccountTrade;
import io.github.camelkraken.sandbox.account.OrderTerms;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A fill in Kraken's shape; unlike an order it names the pair by its id (rest.md 3.9). */
final class TradeView {
  private static final int DECIMALS = 5;

  private TradeView() {}

  static ObjectNode of(AccountTrade trade, boolean withLedgers) {
    OrderTerms terms = trade.terms();
    ObjectNode view =
        PrivateEndpoint.JSON
            .objectNode()
            .put("ordertxid", trade.orderTxid())
            .put("postxid", trade.id())
            .put("pair", terms.pair().id())
            .put("aclass", "forex")
            .put("time", Seconds.of(trade.at()))
            .put("type", terms.side().text())
            .put("ordertype", terms.type().text())
            .put("price", padded(trade.price()).toPlainString())
            .put("cost", trade.cost().toPlainString())
            .put("fee", trade.fee().toPlainString())
            .put("vol", trade.volume().toPlainString())
            .put("margin", margin(trade).toPlainString())
            .put("leverage", terms.isMargin() ? terms.leverage() : "0")
            .put("misc", "")
            .put("trade_id", trade.tradeId())
            .put("maker", trade.maker());
    if (withLedgers) {
      trade.ledgers().forEach(view.putArray("ledgers")::add);
    }
    return view;
  }

  /** What a margin trade ties up, by its leverage. */
  static BigDecimal margin(AccountTrade trade) {
    return trade.terms().isMargin()
        ? trade
            .cost()
            .divide(new BigDecimal(trade.terms().leverage()), DECIMALS, RoundingMode.HALF_UP)
        : BigDecimal.ZERO.setScale(DECIMALS);
  }

  private static BigDecimal padded(BigDecimal price) {
    return price.setScale(Math.max(DECIMALS, price.scale()), RoundingMode.UNNECESSARY);
  }
}
