package io.github.camelkraken.requests;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of a request, saying what was expected where one does not fit. */
final class Values {
  private static final int LONGEST_TEXT = 1_000;
  private static final int MOST_DIGITS = 40;

  /** A sign or # before it and a percent sign behind it make a price relative. */
  private static final Pattern PRICE = Pattern.compile("([-+#]?)([0-9.eE+-]+)(%?)");

  private static final Pattern DECIMAL = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?");
  private static final Pattern CLIENT_ID =
      Pattern.compile(
          "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}|[\\x21-\\x7e]{1,18}");

  private Values() {}

  static String text(String name, JsonNode value) throws InvalidRequest {
    String text = value.isTextual() ? value.textValue() : null;
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      text = value.asText();
    }
    if (text == null) {
      throw wrong(name, "a text", value);
    }
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw new InvalidRequest(
          name + ": expects a text of 1 to " + LONGEST_TEXT + " characters; leave it out if empty");
    }
    return text;
  }

  /** Written out plainly: {@code 0.00000097}, never {@code 9.7E-7}; no digit is added or lost. */
  static String decimal(String name, JsonNode value, int mostDecimals) throws InvalidRequest {
    if (!value.isTextual()) {
      throw wrong(name, "a decimal as text such as \"1.25\", so that no digit is lost", value);
    }
    return plain(name, value.textValue(), mostDecimals);
  }

  /** A price, absolute or relative. */
  static String price(String name, JsonNode value, int mostDecimals) throws InvalidRequest {
    Matcher price = value.isTextual() ? PRICE.matcher(value.textValue()) : null;
    if (price == null || !price.matches()) {
      throw wrong(
          name, "a price as text such as \"37500.1\", or relative such as \"+2.5%\"", value);
    }
    int decimals = price.group(3).isEmpty() ? mostDecimals : Integer.MAX_VALUE;
    return price.group(1) + plain(name, price.group(2), decimals) + price.group(3);
  }

  static long integer(String name, JsonNode value) throws InvalidRequest {
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      return value.longValue();
    }
    if (value.isTextual() && value.textValue().matches("-?\\d{1,9}|-?[12]\\d{9}")) {
      long number = Long.parseLong(value.textValue());
      if (number == (int) number) {
        return number;
      }
    }
    throw wrong(name, "a whole number of 32 bits", value);
  }

  static boolean bool(String name, JsonNode value) throws InvalidRequest {
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isTextual() && value.textValue().matches("true|false")) {
      return Boolean.parseBoolean(value.textValue());
    }
    throw wrong(name, "true or false", value);
  }

  static Instant time(String name, String text) throws InvalidRequest {
    try {
      return Instant.parse(text);
    } catch (DateTimeException notATime) {
      throw new InvalidRequest(
          name + ": expects a time such as 2026-01-31T12:00:00Z (RFC 3339), not " + shown(text));
    }
  }

  /** Kraken's three forms of a client's order id (semantics.md 7). */
  static String clientId(String name, JsonNode value) throws InvalidRequest {
    String text = value.isTextual() ? value.textValue() : "";
    if (!CLIENT_ID.matcher(text).matches()) {
      throw wrong(
          name, "a UUID, 32 hexadecimal digits, or at most 18 ASCII characters, as text", value);
    }
    return text;
  }

  static InvalidRequest wrong(String name, String expected, JsonNode value) {
    return new InvalidRequest(name + ": expects " + expected + ", not " + shown(value.toString()));
  }

  private static String plain(String name, String text, int mostDecimals) throws InvalidRequest {
    if (!DECIMAL.matcher(text).matches() || text.length() > MOST_DIGITS) {
      throw new InvalidRequest(
          name + ": expects a decimal as text such as \"1.25\", not " + shown(text));
    }
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new InvalidRequest(name + ": expects a decimal of a usual size, not " + shown(text));
    }
    if (number.stripTrailingZeros().scale() > mostDecimals) {
      throw new InvalidRequest(
          "%s: %s has more than the %d decimals of its pair; it is not rounded here"
              .formatted(name, shown(text), mostDecimals));
    }
    boolean isPlain = text.chars().noneMatch(Character::isLetter);
    return isPlain ? text : number.toPlainString();
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
