package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Transient;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/** Takes a reply apart; what does not have Kraken's shape makes the whole reply a foreign one. */
final class Fields {
  private static final int MOST_DIGITS = 40;
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  private Fields() {}

  /** A decimal as text, digit for digit as Kraken sent it. */
  static String decimal(JsonNode parent, int position) throws Transient {
    return decimal(parent, parent.path(position));
  }

  /** A decimal as text, digit for digit as Kraken sent it. */
  static String decimal(JsonNode parent, String name) throws Transient {
    return decimal(parent, parent.path(name));
  }

  private static String decimal(JsonNode parent, JsonNode node) throws Transient {
    String text = isPlain(node) ? node.decimalValue().toPlainString() : node.textValue();
    if (text == null || !isDecimal(text)) {
      throw new Transient("expected a decimal in " + shown(parent));
    }
    return text;
  }

  /** No regular expression: an answer of Ticker has twenty thousand decimals. */
  private static boolean isDecimal(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    return point < 0
        ? isDigits(text, start, text.length())
        : isDigits(text, start, point) && isDigits(text, point + 1, text.length());
  }

  private static boolean isDigits(String text, int from, int to) {
    boolean digits = from < to && to - from <= MOST_DIGITS;
    for (int i = from; digits && i < to; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  static long count(JsonNode parent, int position) throws Transient {
    JsonNode node = parent.path(position);
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw new Transient("expected a count at position " + position + " of " + shown(parent));
    }
    return node.longValue();
  }

  static String text(JsonNode parent, int position) throws Transient {
    JsonNode node = parent.path(position);
    if (!node.isTextual()) {
      throw new Transient("expected text at position " + position + " of " + shown(parent));
    }
    return node.textValue();
  }

  /** Seconds since 1970, with a fraction or without. */
  static Instant seconds(JsonNode parent, int position) throws Transient {
    return seconds(parent, parent.path(position));
  }

  /** Seconds since 1970, with a fraction or without. */
  static Instant seconds(JsonNode parent, String name) throws Transient {
    return seconds(parent, parent.path(name));
  }

  private static Instant seconds(JsonNode parent, JsonNode node) throws Transient {
    if (isPlain(node)) {
      try {
        BigDecimal nanos = node.decimalValue().multiply(NANOS);
        return Instant.EPOCH.plusNanos(nanos.toBigInteger().longValueExact());
      } catch (ArithmeticException | DateTimeException outOfRange) {
        // falls through to the one message
      }
    }
    throw new Transient("expected a time in " + shown(parent));
  }

  /** A few characters can be a number of a billion digits, which must not be written out. */
  private static boolean isPlain(JsonNode node) {
    return node.isNumber() && Math.abs((long) node.decimalValue().scale()) <= MOST_DIGITS;
  }

  static JsonNode array(JsonNode parent, String name) throws Transient {
    JsonNode node = parent.path(name);
    if (!node.isArray()) {
      throw new Transient("expected an array " + name + " in " + shown(parent));
    }
    return node;
  }

  /** The one entry of a reply that is not {@code last}: never the name that was asked for. */
  static JsonNode rows(JsonNode result) throws Transient {
    JsonNode rows = null;
    for (Map.Entry<String, JsonNode> entry : result.properties()) {
      if (!entry.getKey().equals("last")) {
        if (rows != null) {
          throw new Transient("expected the rows of one pair");
        }
        rows = entry.getValue();
      }
    }
    if (rows == null || !rows.isArray()) {
      throw new Transient("expected an array of rows");
    }
    return rows;
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
