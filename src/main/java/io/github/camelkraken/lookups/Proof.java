package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Optional;

/** How it is proven whether a call took effect; it keeps nothing from one look to the next. */
sealed interface Proof permits PlacedOrders, AmendedOrder, EditedOrder, Withdrawal {
  /** The proof of a call; empty if none of Kraken's views can tell. */
  static Optional<Proof> of(Attempt attempt) {
    return Optional.ofNullable(
        switch (attempt.call().endpoint()) {
          case "AddOrder", "AddOrderBatch" -> new PlacedOrders(attempt);
          case "AmendOrder" -> new AmendedOrder(attempt);
          case "EditOrder" -> new EditedOrder(attempt);
          case "Withdraw" -> new Withdrawal(attempt);
          default -> null;
        });
  }

  /**
   * What a look has proven, one finding for each thing that the call was to do; empty if nothing,
   * or if more must be seen first.
   */
  Optional<List<Finding>> in(Sight sight, Claims claims);

  /** The names of the orders that it may have placed. */
  default List<OrderName> placed() {
    return List.of();
  }

  /** The only name by which it looks for orders; empty if it needs views of others too. */
  default Optional<OrderName> onlyName() {
    return Optional.empty();
  }

  /** The {@code cl_ord_id} that parameters give; a JSON null if they give none. */
  static JsonNode clientId(JsonNode parameters) {
    return OrderName.clientId(parameters).map(OrderName::value).orElse(NullNode.instance);
  }
}
