package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Endpoint.Feature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A call that places an order, or several: each is among Kraken's open or closed orders, or was
 * long enough in neither (errors.md 6).
 */
final class PlacedOrders implements Proof {
  private final List<Order> orders = new ArrayList<>();
  private final Attempt attempt;

  PlacedOrders(Attempt attempt) {
    this.attempt = attempt;
    JsonNode parameters = attempt.parameters();
    // That of a tokenized asset goes out by whatever name the request gave it.
    String pair = parameters.has("asset_class") ? null : parameters.path("pair").asText();
    if (attempt.call().row().takes(Feature.BATCH)) {
      parameters.path("orders").forEach(order -> orders.add(new Order(order, pair)));
    } else {
      orders.add(new Order(parameters, pair));
    }
  }

  @Override
  public List<OrderName> placed() {
    return orders.stream().flatMap(order -> order.name().stream()).toList();
  }

  @Override
  public Optional<OrderName> onlyName() {
    return orders.size() == 1 ? orders.get(0).name() : Optional.empty();
  }

  @Override
  public Optional<List<Finding>> in(Sight sight, Claims claims) {
    Map<Order, ShownOrder> found = new HashMap<>();
    boolean absent = match(order -> sight.openOrders(order.name()), found, claims);
    if (found.size() < orders.size()) {
      // Whatever left the open orders since they were seen is among these.
      absent &= match(order -> sight.closedOrders(order.name()), found, claims);
    }
    return absent || found.size() == orders.size()
        ? Optional.of(orders.stream().map(order -> order.finding(found.get(order))).toList())
        : Optional.empty();
  }

  /** Finds what it can; whether the view proves that the others are not in it. */
  private boolean match(Function<Order, Shown> view, Map<Order, ShownOrder> found, Claims claims) {
    // Of orders with equal names each gets the one of its own price, if there is one.
    match(view, found, claims, Order::isOfThePrice);
    match(view, found, claims, (order, shown) -> true);
    return orders.stream()
        .filter(order -> !found.containsKey(order))
        .allMatch(
            order -> {
              Shown shown = view.apply(order);
              // One of the name and the time, but of other terms: nobody knows whose it is.
              return shown.isWholeAt(attempt.believed())
                  && free(shown, claims).noneMatch(other -> order.mayBe(other, earliest()));
            });
  }

  private void match(
      Function<Order, Shown> view,
      Map<Order, ShownOrder> found,
      Claims claims,
      BiPredicate<Order, ShownOrder> closely) {
    for (Order order : orders) {
      if (!found.containsKey(order)) {
        free(view.apply(order), claims)
            .filter(shown -> order.fits(shown, earliest()) && closely.test(order, shown))
            .findFirst()
            .ifPresent(
                shown -> {
                  found.put(order, shown);
                  claims.claim(shown.txid());
                });
      }
    }
  }

  private static Stream<ShownOrder> free(Shown view, Claims claims) {
    return ShownOrder.in(view).filter(shown -> claims.isFree(shown.txid()));
  }

  private Instant earliest() {
    return attempt.earliest();
  }

  /** One order of the call; two that are asked for alike are two all the same. */
  private static final class Order {
    private final JsonNode asked;
    private final String pair;

    Order(JsonNode asked, String pair) {
      this.asked = asked;
      this.pair = pair;
    }

    Optional<OrderName> name() {
      return OrderName.in(asked);
    }

    Finding finding(ShownOrder shown) {
      JsonNode clientId = Proof.clientId(asked);
      return shown == null ? Finding.nothing(clientId) : Finding.order(clientId, shown);
    }

    /** Same name is not enough: an order of yesterday may have had it too. */
    boolean mayBe(ShownOrder shown, Instant earliest) {
      return name().filter(name -> name.isOf(shown.row())).isPresent()
          && !shown.opened().isBefore(earliest);
    }

    boolean fits(ShownOrder shown, Instant earliest) {
      return mayBe(shown, earliest)
          && (pair == null || shown.pair().equals(pair))
          && shown.type().equals(asked.path("type").asText())
          && (isOfOtherVolume() || shown.volume().is(Term.of(asked.path("volume"))));
    }

    boolean isOfThePrice(ShownOrder shown) {
      return !isOfOtherVolume() && !Term.of(asked.path("price")).differsFrom(shown.given("price"));
    }

    /** Kraken shows another volume where it is to close a position, or is in the quote asset. */
    private boolean isOfOtherVolume() {
      return Term.of(asked.path("volume")).is(new Term("0"))
          || asked.path("oflags").asText().contains("viqc");
    }
  }
}
