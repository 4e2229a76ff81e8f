package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call that edits an order, which cancels it and places another one in its stead (rest.md 4.4).
 * Edited orders have no {@code cl_ord_id}, so the new one is known by the old one, where Kraken
 * says which that was, or by its terms.
 */
final class EditedOrder implements Proof {
  private final Attempt attempt;
  private final JsonNode asked;

  EditedOrder(Attempt attempt) {
    this.attempt = attempt;
    this.asked = attempt.parameters();
  }

  @Override
  public Optional<List<Finding>> in(Sight sight, Claims claims) {
    Shown open = sight.openOrders(Optional.empty());
    if (original(open).isPresent()) {
      // As long as it is open it was not replaced; from then on it will not be.
      return open.at().isBefore(attempt.believed()) ? Optional.empty() : nothing();
    }
    Shown closed = sight.closedOrders(Optional.empty());
    return original(closed)
        .filter(before -> before.isCanceled() && !before.closed().isBefore(attempt.earliest()))
        .flatMap(before -> replacement(before, open, closed, claims))
        .map(
            after -> {
              claims.claim(after.txid());
              return List.of(Finding.order(Proof.clientId(asked), after));
            });
  }

  private Optional<List<Finding>> nothing() {
    return Optional.of(List.of(Finding.nothing(Proof.clientId(asked))));
  }

  /** The order that was to be edited, by its txid or by a userref that only it has. */
  private Optional<ShownOrder> original(Shown orders) {
    String id = asked.path("txid").asText();
    if (orders.rows().containsKey(id)) {
      return Optional.of(new ShownOrder(id, orders.rows().get(id)));
    }
    List<ShownOrder> tagged =
        ShownOrder.in(orders)
            .filter(order -> order.userref().equals(id))
            .filter(order -> order.opened().isBefore(attempt.earliest()))
            .toList();
    return tagged.size() == 1 ? Optional.of(tagged.get(0)) : Optional.empty();
  }

  /** The new order; of several that it might be nobody knows which it is. */
  private Optional<ShownOrder> replacement(
      ShownOrder before, Shown open, Shown closed, Claims claims) {
    List<ShownOrder> fitting =
        Stream.concat(ShownOrder.in(open), ShownOrder.in(closed))
            .filter(after -> claims.isFree(after.txid()) && fits(before, after))
            .distinct()
            .toList();
    Optional<ShownOrder> linked =
        fitting.stream().filter(after -> after.replaced().equals(before.txid())).findFirst();
    boolean only = fitting.size() == 1 && open.whole() && closed.whole();
    return linked.or(() -> only ? Optional.of(fitting.get(0)) : Optional.empty());
  }

  private boolean fits(ShownOrder before, ShownOrder after) {
    return !after.opened().isBefore(attempt.earliest())
        && !after.txid().equals(before.txid())
        && (after.replaced().isEmpty() || after.replaced().equals(before.txid()))
        && !after.hasClientId()
        && after.userref().equals(userref())
        && after.pair().equals(before.pair())
        && after.type().equals(before.type())
        && after.orderType().equals(before.orderType())
        && isOfTheVolume(before, after)
        && isOfThePrice("price", before, after)
        && isOfThePrice("price2", before, after);
  }

  /** It is not inherited, and zero is none. */
  private String userref() {
    String userref = asked.path("userref").asText();
    return userref.equals("0") ? "" : userref;
  }

  /** The new order's volume may lack what was executed of the old one. */
  private boolean isOfTheVolume(ShownOrder before, ShownOrder after) {
    Term volume = asked.has("volume") ? Term.of(asked.get("volume")) : before.volume();
    BigDecimal executed = before.executed().number().orElse(BigDecimal.ZERO);
    return after.volume().is(volume)
        || volume
            .number()
            .filter(all -> after.volume().is(new Term(all.subtract(executed).toPlainString())))
            .isPresent();
  }

  private boolean isOfThePrice(String price, ShownOrder before, ShownOrder after) {
    Term wanted = asked.has(price) ? Term.of(asked.get(price)) : before.given(price);
    return !wanted.differsFrom(after.given(price));
  }
}
