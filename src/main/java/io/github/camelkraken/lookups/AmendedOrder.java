package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call that amends an order: the amend stands in the order's history (rest.md 3.8). That it was
 * not made is believed if the order has other terms, or was not open any more to be amended.
 */
final class AmendedOrder implements Proof {
  private static final List<String> TERMS =
      List.of("order_qty", "display_qty", "limit_price", "trigger_price");

  private final Attempt attempt;
  private final JsonNode asked;
  private final Optional<OrderName> name;

  AmendedOrder(Attempt attempt) {
    this.attempt = attempt;
    this.asked = attempt.parameters();
    this.name = OrderName.clientId(asked);
  }

  @Override
  public Optional<OrderName> onlyName() {
    return name;
  }

  @Override
  public Optional<List<Finding>> in(Sight sight, Claims claims) {
    Optional<String> txid = txid(sight);
    return (txid.isPresent() ? in(sight, claims, txid.get()) : Optional.<Finding>empty())
        .or(() -> txid.isEmpty() && wasNotOpen(sight) ? nothing() : Optional.empty())
        .map(List::of);
  }

  private Optional<Finding> in(Sight sight, Claims claims, String txid) {
    Shown amends = sight.amends(txid);
    List<Map.Entry<String, JsonNode>> unowned =
        amends.rows().entrySet().stream()
            .filter(entry -> claims.isFree(entry.getKey()) && mayBe(entry.getValue()))
            .toList();
    Optional<Map.Entry<String, JsonNode>> made =
        unowned.stream().filter(entry -> fits(entry.getValue())).findFirst();
    if (made.isPresent()) {
      String id = made.get().getKey();
      claims.claim(id);
      return Optional.of(
          new Finding(
              Proof.clientId(asked), Optional.of(id), Optional.of(txid), made.get().getValue()));
    }
    // An amend on other terms that nobody owns might be it all the same.
    return unowned.isEmpty()
            && amends.isSeenAt(attempt.believed())
            && (amends.whole() && hasOtherTerms(sight, txid) || wasNotOpen(sight))
        ? nothing()
        : Optional.empty();
  }

  private Optional<Finding> nothing() {
    return Optional.of(Finding.nothing(Proof.clientId(asked)));
  }

  /** The order's id; empty if it is not known, or not yet. */
  private Optional<String> txid(Sight sight) {
    if (asked.has("txid")) {
      return Optional.of(asked.get("txid").asText());
    }
    return theOne(sight.openOrders(name)).or(() -> theOne(sight.closedOrders(name)));
  }

  /** The only order of the name that was open at the attempt. */
  private Optional<String> theOne(Shown orders) {
    List<ShownOrder> named =
        openSince(orders).filter(order -> !order.opened().isAfter(attempt.latestBefore())).toList();
    return named.size() == 1 ? Optional.of(named.get(0).txid()) : Optional.empty();
  }

  /** The orders that the call may speak of and that were open at the attempt or later. */
  private Stream<ShownOrder> openSince(Shown orders) {
    return ShownOrder.in(orders)
        .filter(
            order ->
                name.map(id -> id.isOf(order.row()))
                    .orElseGet(() -> order.txid().equals(asked.path("txid").asText())))
        .filter(
            order -> !order.row().has("closetm") || !order.closed().isBefore(attempt.earliest()));
  }

  /** What is closed cannot be amended, and what was open since is open yet or among the closed. */
  private boolean wasNotOpen(Sight sight) {
    return isNoneOf(sight.openOrders(name)) && isNoneOf(sight.closedOrders(name));
  }

  private boolean isNoneOf(Shown orders) {
    return orders.isWholeAt(attempt.believed()) && openSince(orders).findAny().isEmpty();
  }

  private boolean mayBe(JsonNode amend) {
    return amend.path("amend_type").asText().equals("user")
        && !made(amend).isBefore(attempt.earliest());
  }

  private boolean fits(JsonNode amend) {
    return TERMS.stream()
        .noneMatch(term -> Term.of(asked.path(term)).differsFrom(Term.of(amend.path(term))));
  }

  private boolean hasOtherTerms(Sight sight, String txid) {
    Shown open = sight.openOrders(name);
    return open.rows().containsKey(txid)
        ? hasOtherTerms(open, txid)
        : hasOtherTerms(sight.closedOrders(name), txid);
  }

  private boolean hasOtherTerms(Shown orders, String txid) {
    JsonNode row = orders.rows().get(txid);
    if (row == null || !orders.isSeenAt(attempt.believed())) {
      return false;
    }
    ShownOrder order = new ShownOrder(txid, row);
    return asked("order_qty").differsFrom(order.volume())
        || asked("display_qty").differsFrom(order.displayed())
        || asked("limit_price").differsFrom(order.limitPrice())
        || asked("trigger_price").differsFrom(order.triggerPrice());
  }

  private Term asked(String term) {
    return Term.of(asked.path(term));
  }

  /** Nanoseconds, which no double holds (rest.md 11). */
  private static Instant made(JsonNode amend) {
    try {
      return Instant.EPOCH.plusNanos(new BigDecimal(amend.path("timestamp").asText()).longValue());
    } catch (NumberFormatException noTime) {
      return Instant.EPOCH;
    }
  }
}
