package io.github.camelkraken.sandbox.endpoint.trading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.account.OrderTerms;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.math.BigDecimal;
import java.util.List;

/**
 * {@code AddOrderBatch} (rest.md 4.2): {@code txid} is a text. An order that is wrong in itself
 * refuses all; one that the engine does not take has an {@code error} of its own.
 */
public final class AddOrderBatch implements PrivateEndpoint {
  private static final int FEWEST = 2;
  private static final int MOST = 15;

  @Override
  public String name() {
    return "AddOrderBatch";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.MODIFY_TRADES, Permission.CLOSE_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    SimulatedPair pair = OrderForm.pair(call);
    List<Parameters> elements = call.parameters().elements("orders");
    call.account().limits().charge(pair, BigDecimal.valueOf(5L * elements.size(), 1));
    if (elements.size() < FEWEST || elements.size() > MOST) {
      throw Parameters.invalid("orders");
    }
    List<OrderTerms> orders =
        elements.stream().map(element -> new OrderForm(call, pair, element).terms()).toList();
    Deadline.check(call);
    boolean validate = call.parameters().flag("validate");
    ObjectNode result = JSON.objectNode();
    ArrayNode answers = result.putArray("orders");
    for (OrderTerms terms : orders) {
      answers.add(validate ? described(terms) : placed(call, terms, answers.size()));
    }
    return result;
  }

  private static ObjectNode placed(PrivateCall call, OrderTerms terms, int position) {
    try {
      call.refusal(position)
          .ifPresent(
              error -> {
                throw new KrakenError(error);
              });
      return described(terms).put("txid", call.account().place(terms).txid());
    } catch (KrakenError refused) {
      return JSON.objectNode().put("error", refused.getMessage());
    }
  }

  private static ObjectNode described(OrderTerms terms) {
    ObjectNode answer = JSON.objectNode();
    answer.putObject("descr").put("order", terms.words());
    return terms.close().isEmpty() ? answer : answer.put("close", terms.close());
  }
}
