package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that withdraws. Kraken knows it by no name and takes it at any time, so that it was not
 * made is never believed (rest.md 5).
 */
final class Withdrawal implements Proof {
  private final Attempt attempt;
  private final JsonNode asked;

  Withdrawal(Attempt attempt) {
    this.attempt = attempt;
    this.asked = attempt.parameters();
  }

  @Override
  public Optional<List<Finding>> in(Sight sight, Claims claims) {
    // The earliest that fits: a later one may be that of a later attempt.
    Optional<Map.Entry<String, JsonNode>> made =
        sight.withdrawals(ofAsset()).rows().entrySet().stream()
            .filter(entry -> claims.isFree(entry.getKey()) && fits(entry.getValue()))
            .min(Comparator.comparing(entry -> made(entry.getValue())));
    made.ifPresent(entry -> claims.claim(entry.getKey()));
    return made.map(
        entry ->
            List.of(
                new Finding(
                    NullNode.instance,
                    Optional.of(entry.getKey()),
                    Optional.empty(),
                    entry.getValue())));
  }

  private ObjectNode ofAsset() {
    ObjectNode ofAsset = JsonNodeFactory.instance.objectNode();
    ofAsset.set("asset", asked.path("asset"));
    if (asked.has("aclass")) {
      ofAsset.set("aclass", asked.get("aclass"));
    }
    return ofAsset;
  }

  private boolean fits(JsonNode row) {
    return row.path("key").asText().equals(asked.path("key").asText())
        && !made(row).isBefore(attempt.earliest())
        && isOfTheAmount(row);
  }

  /** Kraken shows the amount with or without the fee. */
  private boolean isOfTheAmount(JsonNode row) {
    Term amount = Term.of(row.path("amount"));
    BigDecimal fee = Term.of(row.path("fee")).number().orElse(BigDecimal.ZERO);
    Term wanted = Term.of(asked.path("amount"));
    return wanted.is(amount)
        || amount
            .number()
            .filter(net -> wanted.is(new Term(net.add(fee).toPlainString())))
            .isPresent();
  }

  private static Instant made(JsonNode row) {
    return Instant.ofEpochSecond(row.path("time").asLong());
  }
}
