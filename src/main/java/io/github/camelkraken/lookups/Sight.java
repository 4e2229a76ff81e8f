package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.PrivateCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one look has seen so far. What a proof asks for and was not seen yet is what the look goes
 * on with, so that only those views are asked of Kraken that somebody needs, each once for all.
 */
final class Sight {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Closed orders are asked for from a minute before the attempt on. */
  private static final Duration BEFORE = Duration.ofSeconds(60);

  /** A view of Kraken's and what it is asked with, but for the page. */
  private record Question(View view, ObjectNode parameters) {}

  private final ObjectNode closedSince = JSON.objectNode();
  private final boolean ofOneOrder;
  private final Map<Question, Shown> seen = new HashMap<>();

  /** The first question of the present proof that is not answered. */
  private Question open;

  private Question wanted;

  /**
   * Nothing was seen yet.
   *
   * @param earliest when the earliest attempt left that is looked up, on Kraken's clock
   * @param ofOneOrder whether only one order is looked for, so that its name is enough to ask for
   */
  Sight(Instant earliest, boolean ofOneOrder) {
    this.ofOneOrder = ofOneOrder;
    // Whatever was open at the attempt, or opened later, has closed after this.
    closedSince
        .put("start", String.valueOf(earliest.minus(BEFORE).getEpochSecond()))
        .put("closetime", "close")
        .put("without_count", true);
  }

  /** The open orders, at least those of a name if there is one. */
  Shown openOrders(Optional<OrderName> name) {
    return orders(new Question(View.OPEN, JSON.objectNode()), name);
  }

  /** The orders closed since the earliest attempt, at least those of a name if there is one. */
  Shown closedOrders(Optional<OrderName> name) {
    return orders(new Question(View.CLOSED, closedSince), name);
  }

  /** What became of an order's terms. */
  Shown amends(String txid) {
    return see(new Question(View.AMENDS, JSON.objectNode().put("order_id", txid)));
  }

  /** What was withdrawn of an asset. */
  Shown withdrawals(ObjectNode ofAsset) {
    return see(new Question(View.WITHDRAWALS, ofAsset));
  }

  /**
   * A proof has asked for what it needs. Unless it has seen enough, its first question that is not
   * answered is one for Kraken.
   */
  void asked(boolean enough) {
    if (wanted == null && !enough) {
      wanted = open;
    }
    open = null;
  }

  /** Whether there is nothing more to ask. */
  boolean isEnough() {
    return wanted == null;
  }

  /** What is to be asked next, made with the key of a call. */
  PrivateCall nextCall(PrivateCall attempt) {
    int pages = seen.getOrDefault(wanted, Shown.NOTHING).pages();
    ObjectNode parameters = wanted.parameters.deepCopy();
    if (pages > 0) {
      parameters.put("ofs", wanted.view.offset(pages));
    }
    return attempt.lookUp(EndpointCatalogue.get(wanted.view.endpoint()), parameters);
  }

  /** Takes the answer to {@link #nextCall}. */
  void saw(Answer answer) {
    Shown before = seen.getOrDefault(wanted, Shown.NOTHING);
    seen.put(wanted, before.and(wanted.view, answer.result(), answer.krakenTime()));
    wanted = null;
  }

  /** One call shows all orders; where it cannot, each order is asked for by its name. */
  private Shown orders(Question all, Optional<OrderName> name) {
    boolean cutOff = seen.getOrDefault(all, Shown.NOTHING).isCutOff();
    return name.filter(known -> ofOneOrder || cutOff)
        .map(known -> see(new Question(all.view, known.in(all.parameters))))
        .orElseGet(() -> see(all));
  }

  private Shown see(Question question) {
    Shown shown = seen.getOrDefault(question, Shown.NOTHING);
    if (open == null && shown.hasMore()) {
      open = question;
    }
    return shown;
  }
}
