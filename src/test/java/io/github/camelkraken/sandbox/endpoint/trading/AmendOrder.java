package io.github.camelkraken.sandbox.endpoint.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.account.OrderTerms;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import io.github.camelkraken.sandbox.limit.AgePenalty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** {@code AmendOrder} (rest.md 4.3): the order keeps its ids. */
public final class AmendOrder implements PrivateEndpoint {
  private static final List<String> CHANGES =
      List.of("order_qty", "display_qty", "limit_price", "trigger_price");

  @Override
  public String name() {
    return "AmendOrder";
  }

  @Override
  public Permission permission() {
    return Permission.any(Permission.MODIFY_TRADES, Permission.CLOSE_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    SimulatedOrder order = order(call);
    OrderTerms terms = changed(call, order.terms());
    boolean cancels = terms.volume().compareTo(order.filled()) <= 0;
    call.account().limits().charge(order, cancels ? AgePenalty.CANCEL : AgePenalty.AMEND, 1);
    Deadline.check(call);
    if (!order.terms().close().isEmpty()) {
      throw new KrakenError("EOrder:Order not editable");
    }
    return JSON.objectNode().put("amend_id", call.account().amend(order, terms).id());
  }

  private static SimulatedOrder order(PrivateCall call) {
    Optional<String> txid = call.parameters().text("txid");
    Optional<String> clOrdId = call.parameters().text("cl_ord_id");
    if (txid.isPresent() == clOrdId.isPresent()) {
      throw Parameters.invalid("txid");
    }
    return txid.isPresent()
        ? ChosenOrders.byTxid(call, txid.get())
        : ChosenOrders.byClOrdId(call, clOrdId.get()).get(0);
  }

  private static OrderTerms changed(PrivateCall call, OrderTerms terms) {
    Parameters parameters = call.parameters();
    if (CHANGES.stream().noneMatch(change -> parameters.text(change).isPresent())) {
      throw Parameters.invalid("order_qty");
    }
    OrderForm form = new OrderForm(call, terms.pair(), parameters);
    BigDecimal volume =
        parameters
            .text("order_qty")
            .map(text -> form.plainVolume(text, "order_qty"))
            .orElse(terms.volume());
    BigDecimal display =
        parameters
            .text("display_qty")
            .map(text -> form.plainVolume(text, "display_qty"))
            .orElse(terms.displayVolume());
    return terms.with(
        volume,
        display,
        price(parameters, terms, "limit_price", terms.limit()),
        price(parameters, terms, "trigger_price", terms.trigger()),
        parameters.flag("post_only") ? List.of("post") : terms.flags(),
        terms.userref());
  }

  private static BigDecimal price(
      Parameters parameters, OrderTerms terms, String name, BigDecimal before) {
    Optional<String> text = parameters.text(name);
    if (text.isEmpty()) {
      return before;
    }
    if (before == null) {
      throw Parameters.invalid(name);
    }
    return PriceText.of(text.get(), name)
        .plain(terms.pair(), terms.side(), terms.pair().price(), name);
  }
}
