package io.github.camelkraken.sandbox.endpoint.trading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.account.OrderTerms;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.math.BigDecimal;

/** {@code AddOrder} (rest.md 4.1): {@code txid} is an array. */
public final class AddOrder implements PrivateEndpoint {
  @Override
  public String name() {
    return "AddOrder";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.MODIFY_TRADES);
  }

  @Override
  public int cost() {
    return 0;
  }

  @Override
  public JsonNode result(PrivateCall call) {
    SimulatedPair pair = OrderForm.pair(call);
    call.account().limits().charge(pair, BigDecimal.ONE);
    OrderTerms terms = new OrderForm(call, pair, call.parameters()).terms();
    Deadline.check(call);
    ObjectNode result = JSON.objectNode();
    result.set("descr", description(terms));
    if (!call.parameters().flag("validate")) {
      result.putArray("txid").add(call.account().place(terms).txid());
    }
    return result;
  }

  private static ObjectNode description(OrderTerms terms) {
    ObjectNode description = JSON.objectNode().put("order", terms.words());
    return terms.close().isEmpty() ? description : description.put("close", terms.close());
  }
}
