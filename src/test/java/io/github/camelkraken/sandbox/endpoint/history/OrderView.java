package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.OrderTerms;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.math.BigDecimal;

/** An order in Kraken's shape (rest.md 3.5, 3.6 and 10). */
final class OrderView {
  private OrderView() {}

  static ObjectNode of(SimulatedOrder order, boolean withTrades) {
    OrderTerms terms = order.terms();
    ObjectNode view = PrivateEndpoint.JSON.objectNode();
    view.putNull("refid");
    view.put("userref", terms.userref() == null ? 0 : terms.userref());
    if (terms.clOrdId() != null) {
      view.put("cl_ord_id", terms.clOrdId());
    }
    view.put("status", order.status());
    view.put("opentm", Seconds.of(order.openedAt()));
    view.put("starttm", terms.start() == null ? 0 : terms.start().getEpochSecond());
    view.put("expiretm", terms.expire() == null ? 0 : terms.expire().getEpochSecond());
    view.set("descr", description(terms));
    view.put("vol", terms.volume().toPlainString());
    view.put("vol_exec", order.filled().setScale(terms.pair().lotDecimals()).toPlainString());
    view.put("cost", text(order.cost()));
    view.put("fee", text(order.fee()));
    view.put("price", text(order.averagePrice()));
    view.put("stopprice", text(order.trigger()));
    view.put("limitprice", text(terms.type().hasTrigger() ? order.limit() : null));
    if (terms.triggerBy() != null) {
      view.put("trigger", terms.triggerBy());
    }
    view.put("margin", terms.isMargin());
    view.put("misc", misc(order));
    view.put("oflags", terms.flags().isEmpty() ? "fciq" : String.join(",", terms.flags()));
    if (terms.displayVolume() != null) {
      view.put("displayvol", terms.displayVolume().toPlainString());
    }
    if (order.replaced() != null) {
      view.put("link_id", order.replaced());
    }
    if (!order.isLive()) {
      view.put("closetm", Seconds.of(order.closedAt()));
      view.put("reason", order.reason());
    }
    if (withTrades) {
      order.trades().forEach(view.putArray("trades")::add);
    }
    return view;
  }

  private static ObjectNode description(OrderTerms terms) {
    return PrivateEndpoint.JSON
        .objectNode()
        .put("pair", terms.pair().altname())
        .put("aclass", "forex")
        .put("type", terms.side().text())
        .put("ordertype", terms.type().text())
        .put("price", terms.price())
        .put("price2", terms.price2())
        .put("leverage", terms.isMargin() ? terms.leverage() + ":1" : "none")
        .put("order", terms.words())
        .put("close", terms.close());
  }

  private static String misc(SimulatedOrder order) {
    boolean partial = order.isLive() && order.filled().signum() > 0;
    boolean amended = order.amends().size() > 1;
    return partial && amended ? "partial,amended" : partial ? "partial" : amended ? "amended" : "";
  }

  private static String text(BigDecimal number) {
    return number == null || number.signum() == 0 ? "0.00000" : number.toPlainString();
  }
}
