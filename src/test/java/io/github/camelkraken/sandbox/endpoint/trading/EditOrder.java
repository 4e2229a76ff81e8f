package io.github.camelkraken.sandbox.endpoint.trading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** {@code EditOrder} (rest.md 4.4): the order is canceled, and a new one has a new txid. */
public final class EditOrder implements PrivateEndpoint {
  @Override
  public String name() {
    return "EditOrder";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.MODIFY_TRADES, Permission.CLOSE_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    OrderForm.pair(call);
    SimulatedOrder order = order(call);
    call.account().limits().charge(order, AgePenalty.EDIT, 1);
    Deadline.check(call);
    OrderTerms before = order.terms();
    if (!before.close().isEmpty() || before.clOrdId() != null) {
      throw new KrakenError("EOrder:Order not editable");
    }
    OrderTerms terms = edited(call, before);
    if (order.filled().compareTo(terms.volume()) > 0) {
      throw new KrakenError("EOrder:Not enough leaves qty");
    }
    Optional<String> refusal = call.refusal(0);
    if (refusal.isPresent()) {
      return failed(order, refusal.get());
    }
    if (call.parameters().flag("validate")) {
      ObjectNode result = JSON.objectNode();
      result.putObject("descr").put("order", terms.words());
      return result;
    }
    OrderTerms left =
        terms.with(
            terms.volume().subtract(order.filled()),
            terms.displayVolume(),
            terms.limit(),
            terms.trigger());
    return edited(order, call.account().replace(order, left));
  }

  private static SimulatedOrder order(PrivateCall call) {
    List<SimulatedOrder> orders =
        ChosenOrders.byTxidOrUserref(call, call.parameters().required("txid"));
    if (orders.size() > 1) {
      throw Parameters.invalid("txid");
    }
    return orders.get(0);
  }

  private static OrderTerms edited(PrivateCall call, OrderTerms before) {
    Parameters parameters = call.parameters();
    OrderForm form = new OrderForm(call, before.pair(), parameters);
    boolean triggers = before.type().hasTrigger();
    return before.with(
        volume(parameters, form, "volume", before.volume()),
        volume(parameters, form, "displayvol", before.displayVolume()),
        price(parameters, before, triggers ? "price2" : "price", before.limit()),
        price(parameters, before, triggers ? "price" : "price2", before.trigger()),
        parameters.list("oflags"),
        parameters.whole("userref").orElse(null));
  }

  private static BigDecimal volume(
      Parameters parameters, OrderForm form, String name, BigDecimal before) {
    return parameters.text(name).map(text -> form.plainVolume(text, name)).orElse(before);
  }

  private static BigDecimal price(
      Parameters parameters, OrderTerms terms, String name, BigDecimal before) {
    return before == null
        ? null
        : parameters
            .text(name)
            .map(text -> PriceText.of(text, name))
            .map(price -> price.plain(terms.pair(), terms.side(), terms.pair().price(), name))
            .orElse(before);
  }

  private static ObjectNode edited(SimulatedOrder before, SimulatedOrder after) {
    OrderTerms terms = after.terms();
    ObjectNode result =
        JSON.objectNode()
            .put("status", "ok")
            .put("txid", after.txid())
            .put("originaltxid", before.txid())
            .put("volume", terms.volume().toPlainString())
            .put("price", terms.price())
            .put("price2", terms.price2())
            .put("orders_cancelled", 1)
            .put("newuserref", text(terms.userref()))
            .put("olduserref", text(before.terms().userref()));
    result.putObject("descr").put("order", terms.words());
    return result;
  }

  private static ObjectNode failed(SimulatedOrder order, String message) {
    return JSON.objectNode()
        .put("status", "err")
        .put("originaltxid", order.txid())
        .put("orders_cancelled", 0)
        .put("error_message", message);
  }

  private static String text(Long userref) {
    return userref == null ? "0" : userref.toString();
  }
}
