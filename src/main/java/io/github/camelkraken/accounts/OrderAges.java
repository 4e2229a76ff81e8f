package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.EngineCost;
import io.github.camelkraken.rest.PrivateCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * When an account's orders were last touched, and on which pair: the younger an order, the more it
 * costs to touch it again (rate-limits.md 3). What is known comes from the calls that were made. An
 * order that is not known was touched before this process began to make them, or at the latest when
 * a call went without an answer or an entry was given up for want of room; so a while after the
 * start a stranger costs no more than an old order does. Not for use by several threads at once.
 */
final class OrderAges {
  /** More than the counters let an account touch while it matters (rate-limits.md 3). */
  private static final int REMEMBERED = 20_000;

  private static final String CL_ORD_ID = "cl_ord_id";
  private static final String USERREF = "userref";
  private static final String TXID = "txid";
  private static final String PAIR = "pair";
  private static final String ORDERS = "orders";

  /** An order as it was left. */
  static final class Order {
    private final String pair;
    private long touchedAt;
    private boolean closed;

    private Order(String pair, long touchedAt) {
      this.pair = pair;
      this.touchedAt = touchedAt;
    }

    /** Null if nobody has told. */
    String pair() {
      return pair;
    }

    /** In nanoseconds, on the clock of the calls. */
    long touchedAt() {
      return touchedAt;
    }
  }

  private final Map<String, List<Order>> byName =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Order>> eldest) {
          if (size() <= REMEMBERED) {
            return false;
          }
          eldest.getValue().forEach(order -> missed(order.touchedAt));
          return true;
        }
      };

  /** When an order that is not known may have been touched. */
  private long since;

  OrderAges(long now) {
    since = now;
  }

  /** The orders that a call names, known or not; none that is known to be closed. */
  List<Order> named(PrivateCall call) {
    String pair = call.parameters().path(PAIR).textValue();
    List<Order> orders = new ArrayList<>();
    for (String name : names(call)) {
      List<Order> known = byName.get(name);
      if (known == null) {
        orders.add(new Order(pair, since));
      } else {
        known.stream().filter(order -> !order.closed).forEach(orders::add);
      }
    }
    return orders;
  }

  /**
   * Notes what a call has done to orders.
   *
   * @param result of Kraken's; null if the call went without an answer and may have taken effect
   */
  void touched(PrivateCall call, JsonNode result, long now) {
    if (!call.changes()) {
      return;
    }
    switch (call.row().engineCost()) {
      case ADD -> placed(call, call.parameters(), result, now);
      case BATCH_ADD -> {
        int i = 0;
        for (JsonNode order : call.parameters().path(ORDERS)) {
          placed(call, order, result == null ? null : result.path(ORDERS).path(i++), now);
        }
      }
      case AMEND -> amended(call, now);
      case EDIT -> {
        if (result != null) {
          close(call);
        }
        placed(call, call.parameters(), result, now);
      }
      case CANCEL, BATCH_CANCEL -> {
        if (result != null) {
          close(call);
        }
      }
      case NONE -> {}
    }
  }

  /** Another process has acted: any order may have been touched until now. */
  void forget(long now) {
    byName.clear();
    missed(now);
  }

  private void placed(PrivateCall call, JsonNode parameters, JsonNode result, long now) {
    Order order = new Order(call.parameters().path(PAIR).textValue(), now);
    if (result == null) {
      missed(now);
    } else if (result.path(TXID).isTextual()) {
      byName.put(result.path(TXID).textValue(), List.of(order));
    } else {
      result.path(TXID).forEach(txid -> byName.put(txid.asText(), List.of(order)));
    }
    if (parameters.has(CL_ORD_ID)) {
      byName.put(clientId(parameters.path(CL_ORD_ID)), List.of(order));
    }
    if (parameters.has(USERREF)) {
      // Any number of orders may have the same one.
      String userref = parameters.path(USERREF).asText();
      Stream<Order> others =
          byName.getOrDefault(userref, List.of()).stream()
              .filter(other -> now - other.touchedAt < EngineCost.OLD.toNanos());
      byName.put(userref, Stream.concat(others, Stream.of(order)).toList());
    }
  }

  private void amended(PrivateCall call, long now) {
    for (String name : names(call)) {
      byName
          .computeIfAbsent(
              name, added -> List.of(new Order(call.parameters().path(PAIR).textValue(), now)))
          .forEach(order -> order.touchedAt = now);
    }
  }

  private void close(PrivateCall call) {
    names(call).forEach(name -> byName.getOrDefault(name, List.of()).forEach(o -> o.closed = true));
  }

  private void missed(long at) {
    since = at - since > 0 ? at : since;
  }

  /** Where Kraken takes a txid it takes a userref too (rest.md 4.5). */
  private static List<String> names(PrivateCall call) {
    JsonNode parameters = call.parameters();
    List<String> names = new ArrayList<>();
    if (parameters.has(TXID)) {
      names.add(parameters.path(TXID).asText());
    }
    if (parameters.has(CL_ORD_ID)) {
      names.add(clientId(parameters.path(CL_ORD_ID)));
    }
    parameters.path(ORDERS).forEach(order -> names.add(order.asText()));
    parameters.path("cl_ord_ids").forEach(id -> names.add(clientId(id)));
    return names;
  }

  private static String clientId(JsonNode clOrdId) {
    return CL_ORD_ID + "/" + clOrdId.asText();
  }
}
