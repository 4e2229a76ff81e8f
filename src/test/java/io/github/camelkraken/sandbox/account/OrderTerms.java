package io.github.camelkraken.sandbox.account;

import io.github.camelkraken.sandbox.SimulatedPair;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What an order asks for.
 *
 * @param price as it was sent, {@code 0} without one
 * @param price2 as it was sent, {@code 0} without one
 * @param limit as a plain number, null without one
 * @param trigger as a plain number, null without one
 * @param distance how far a trailing trigger stays behind the market, null for others
 * @param triggerBy {@code last}, {@code index} or null
 * @param leverage such as {@code 5}, null on the spot market
 * @param close the conditional close in words, empty without one
 */
public record OrderTerms(
    SimulatedPair pair,
    Side side,
    OrderType type,
    BigDecimal volume,
    BigDecimal displayVolume,
    String price,
    String price2,
    BigDecimal limit,
    BigDecimal trigger,
    BigDecimal distance,
    String triggerBy,
    String leverage,
    List<String> flags,
    String timeInForce,
    Instant start,
    Instant expire,
    Long userref,
    String clOrdId,
    String close) {

  public boolean isPostOnly() {
    return flags.contains("post");
  }

  public boolean isMargin() {
    return leverage != null;
  }

  /** Whether what cannot be filled at once is canceled. */
  public boolean isImmediate() {
    return type == OrderType.MARKET || timeInForce.equals("IOC") || timeInForce.equals("FOK");
  }

  /** The same order with other numbers. */
  public OrderTerms with(
      BigDecimal newVolume, BigDecimal newDisplay, BigDecimal newLimit, BigDecimal newTrigger) {
    return with(newVolume, newDisplay, newLimit, newTrigger, flags, userref);
  }

  /** The same order with other numbers, flags and tag. */
  public OrderTerms with(
      BigDecimal newVolume,
      BigDecimal newDisplay,
      BigDecimal newLimit,
      BigDecimal newTrigger,
      List<String> newFlags,
      Long newUserref) {
    return new OrderTerms(
        pair,
        side,
        type,
        newVolume,
        newDisplay,
        type.hasTrigger() ? text(newTrigger) : text(newLimit),
        type.hasTrigger() ? text(newLimit) : price2,
        newLimit,
        newTrigger,
        distance,
        triggerBy,
        leverage,
        newFlags,
        timeInForce,
        start,
        expire,
        newUserref,
        clOrdId,
        close);
  }

  /** The order in Kraken's words, such as {@code buy 1.25000000 XBTUSD @ limit 27500.0}. */
  public String words() {
    String words =
        "%s %s %s @ %s"
            .formatted(side.text(), volume.toPlainString(), pair.altname(), pricedWords());
    return isMargin() ? words + " with " + leverage + ":1 leverage" : words;
  }

  private String pricedWords() {
    String name = type.text().replace("-limit", "").replace('-', ' ');
    if (!type.hasTrigger()) {
      return type.hasLimit() ? name + " " + price : name;
    }
    return type.hasLimit() ? name + " " + price + " -> limit " + price2 : name + " " + price;
  }

  private static String text(BigDecimal price) {
    return price == null ? "0" : price.toPlainString();
  }
}
