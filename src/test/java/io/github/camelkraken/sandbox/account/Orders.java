package io.github.camelkraken.sandbox.account;

import io.github.camelkraken.sandbox.SimulatedPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All orders of an account that ever existed, and which of them are still open. */
final class Orders {
  private final Map<String, SimulatedOrder> all = new LinkedHashMap<>();
  private final Map<String, SimulatedOrder> open = new LinkedHashMap<>();
  private final Map<String, List<SimulatedOrder>> byClOrdId = new HashMap<>();

  void add(SimulatedOrder order) {
    all.put(order.txid(), order);
    open.put(order.txid(), order);
    if (order.clOrdId() != null) {
      byClOrdId.computeIfAbsent(order.clOrdId(), added -> new ArrayList<>()).add(order);
    }
  }

  void close(SimulatedOrder order) {
    open.remove(order.txid());
  }

  List<SimulatedOrder> all() {
    return List.copyOf(all.values());
  }

  List<SimulatedOrder> open() {
    return List.copyOf(open.values());
  }

  long open(SimulatedPair pair) {
    return open.values().stream().filter(order -> order.terms().pair() == pair).count();
  }

  List<SimulatedOrder> with(String clOrdId) {
    return List.copyOf(byClOrdId.getOrDefault(clOrdId, List.of()));
  }

  /** Whether an open order has this id of the client already. */
  boolean isTaken(String clOrdId) {
    return clOrdId != null && with(clOrdId).stream().anyMatch(SimulatedOrder::isLive);
  }

  Optional<SimulatedOrder> find(String txid) {
    return Optional.ofNullable(all.get(txid));
  }
}
