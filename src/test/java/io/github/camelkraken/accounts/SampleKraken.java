package io.github.camelkraken.accounts;

import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.sandbox.limit.AgePenalty;
import io.github.camelkraken.sandbox.limit.EngineCounter;
import io.github.camelkraken.sandbox.limit.RestCounter;
import io.github.camelkraken.sandbox.limit.Tier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The simulator's counters of one key and its account, full at first, and the orders that these go
 * by. REST costs are those of the catalogue, since Kraken's pages differ on some.
 */
final class SampleKraken {
  /** A call as the engine sees it: the orders that it places, or touches, on one pair. */
  record Asked(PrivateCall call, String pair, List<String> orders, List<String> replaced) {
    String endpoint() {
      return call.endpoint();
    }
  }

  private final Tier tier;
  private final RestCounter key;
  private final EngineCounter engine;
  private final Map<String, Instant> touched = new HashMap<>();

  SampleKraken(Tier tier, List<String> pairs, Instant now) {
    this.tier = tier;
    this.key = new RestCounter(tier);
    this.engine = new EngineCounter(tier);
    key.take(tier.restMaximum().intValueExact(), now);
    pairs.forEach(pair -> engine.force(pair, tier.engineMaximum(), now));
  }

  /** Whether a call would be taken. */
  boolean fits(Asked asked, Instant now) {
    int rest = restCost(asked);
    BigDecimal points = points(asked, now);
    return (rest == 0
            || key.value(now).add(BigDecimal.valueOf(rest)).compareTo(tier.restMaximum()) <= 0)
        && (points.signum() == 0
            || isBatchCancel(asked)
            || engine.value(asked.pair(), now).add(points).compareTo(tier.engineMaximum()) <= 0);
  }

  /** Takes a call, or refuses it. */
  boolean take(Asked asked, Instant now) {
    int rest = restCost(asked);
    if (rest > 0 && !key.take(rest, now)) {
      return false;
    }
    BigDecimal points = points(asked, now);
    if (isBatchCancel(asked)) {
      engine.force(asked.pair(), points, now);
    } else if (points.signum() > 0 && !engine.take(asked.pair(), points, now)) {
      return false;
    }
    asked.orders().forEach(order -> touched.put(order, now));
    return true;
  }

  private BigDecimal points(Asked asked, Instant now) {
    return switch (asked.endpoint()) {
      case "AddOrder" -> BigDecimal.ONE;
      case "AddOrderBatch" -> BigDecimal.valueOf(5L * asked.orders().size(), 1);
      case "AmendOrder" -> penalty(AgePenalty.AMEND, asked.orders(), now).add(BigDecimal.ONE);
      case "EditOrder" -> penalty(AgePenalty.EDIT, asked.replaced(), now).add(BigDecimal.ONE);
      case "CancelOrder", "CancelOrderBatch" -> penalty(AgePenalty.CANCEL, asked.replaced(), now);
      default -> BigDecimal.ZERO;
    };
  }

  private BigDecimal penalty(AgePenalty penalty, List<String> orders, Instant now) {
    return orders.stream()
        .map(order -> penalty.at(Duration.between(touched.get(order), now)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static boolean isBatchCancel(Asked asked) {
    return asked.endpoint().equals("CancelOrderBatch");
  }

  private static int restCost(Asked asked) {
    return EndpointCatalogue.get(asked.endpoint()).restCost();
  }
}
