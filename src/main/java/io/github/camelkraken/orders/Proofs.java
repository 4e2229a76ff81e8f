package io.github.camelkraken.orders;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.requests.Results;
import io.github.camelkraken.requests.Status;
import io.github.camelkraken.rest.Endpoint.Feature;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Variable;

/** Says what a look-up has proven. */
@Singleton
@Named("proofs")
public class Proofs {
  private final Results results;

  public Proofs(Results results) {
    this.results = results;
  }

  /** The last word on a call whose outcome was not known. */
  public Result of(@Variable("undecided") Undecided undecided) {
    boolean placed = undecided.isPlaced();
    Status status = placed ? Status.ACCEPTED : Status.NOT_PLACED;
    ObjectNode value =
        results.value(undecided.request(), undecided.call(), status, undecided.decidedAt());
    ArrayNode txids = value.putArray("txid");
    undecided.orders().forEach(order -> order.txid().ifPresent(txids::add));
    if (undecided.call().row().takes(Feature.BATCH)) {
      ArrayNode orders = value.putArray("orders");
      undecided.orders().forEach(order -> show(order, orders.addObject()));
    } else {
      value.set("result", undecided.orders().get(0).shown());
    }
    value.put(
        "detail",
        placed
            ? "found among Kraken's orders after an attempt without an answer"
            : "Kraken's open and closed orders have not shown it for long enough after its deadline");
    return new Result(undecided.request(), undecided.call(), status, value);
  }

  private static void show(Undecided.Order order, ObjectNode shown) {
    boolean placed = order.txid().isPresent();
    shown.put("status", (placed ? Status.ACCEPTED : Status.NOT_PLACED).toString());
    shown.set("cl_ord_id", order.clientId());
    ArrayNode txids = shown.putArray("txid");
    order.txid().ifPresent(txids::add);
    shown.putArray("errors");
    shown.set("result", order.shown());
  }
}
