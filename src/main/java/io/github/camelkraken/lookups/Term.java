package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A price or a quantity of an order, as it was given or as Kraken shows it: a number, relative to
 * the market ({@code +5}, {@code -1%}, {@code #2}; rest.md 4.1), or not there.
 */
record Term(String text) {
  static Term of(JsonNode text) {
    return new Term(text.asText());
  }

  /** What it is, whatever the market does. */
  Optional<BigDecimal> number() {
    boolean relative = text.startsWith("+") || text.startsWith("-");
    try {
      return relative ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** Both are numbers, and the same. */
  boolean is(Term other) {
    return number().isPresent()
        && other.number().filter(n -> n.compareTo(number().get()) == 0).isPresent();
  }

  /** Both are numbers, and not the same. */
  boolean differsFrom(Term other) {
    return number().isPresent() && other.number().isPresent() && !is(other);
  }
}
