package io.github.camelkraken.lookups;

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
    boolean done = undecided.isDone();
    Status status = done ? Status.ACCEPTED : Status.NOT_PLACED;
    ObjectNode value =
        results.value(undecided.request(), undecided.call(), status, undecided.decidedAt());
    ArrayNode txids = value.putArray("txid");
    undecided.findings().forEach(finding -> finding.txid().ifPresent(txids::add));
    if (undecided.call().row().takes(Feature.BATCH)) {
      ArrayNode orders = value.putArray("orders");
      undecided.findings().forEach(finding -> show(finding, orders.addObject()));
    } else {
      value.set("result", undecided.findings().get(0).shown());
    }
    value.put(
        "detail",
        done
            ? "found at Kraken after an attempt without an answer"
            : "Kraken's orders have not shown it for long enough after its deadline");
    return new Result(undecided.request(), undecided.call(), status, value);
  }

  private static void show(Finding finding, ObjectNode shown) {
    shown.put("status", (finding.isDone() ? Status.ACCEPTED : Status.NOT_PLACED).toString());
    shown.set("cl_ord_id", finding.clientId());
    ArrayNode txids = shown.putArray("txid");
    finding.txid().ifPresent(txids::add);
    shown.putArray("errors");
    shown.set("result", finding.shown());
  }
}
