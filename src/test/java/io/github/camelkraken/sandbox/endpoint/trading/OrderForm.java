package io.github.camelkraken.sandbox.endpoint.trading;

import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.account.OrderTerms;
import io.github.camelkraken.sandbox.account.OrderType;
import io.github.camelkraken.sandbox.account.Side;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An order as a client writes it (rest.md 4.1), read and checked as far as no money is needed. */
final class OrderForm {
  private static final Pattern CL_ORD_ID =
      Pattern.compile(
          "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}|[\\x21-\\x7e]{1,18}");
  private static final Set<String> FLAGS = Set.of("post", "fcib", "fciq", "nompp", "viqc");
  private static final Set<String> TIMES_IN_FORCE = Set.of("GTC", "IOC", "FOK", "GTD");
  private static final BigDecimal SHOWN_AT_LEAST = BigDecimal.valueOf(15);

  private final PrivateCall call;
  private final SimulatedPair pair;
  private final Parameters fields;

  OrderForm(PrivateCall call, SimulatedPair pair, Parameters fields) {
    this.call = call;
    this.pair = pair;
    this.fields = fields;
  }

  /** The pair that the parameter {@code pair} names. */
  static SimulatedPair pair(PrivateCall call) {
    String name = call.parameters().required("pair");
    return call.market().find(name).orElseThrow(() -> new KrakenError("EQuery:Unknown asset pair"));
  }

  /** The client's order id, if there is one and Kraken takes its form. */
  static Optional<String> clOrdId(Parameters fields) {
    Optional<String> id = fields.text("cl_ord_id");
    if (id.isPresent() && !CL_ORD_ID.matcher(id.get()).matches()) {
      throw Parameters.invalid("cl_ord_id");
    }
    return id;
  }

  /**
   * The order.
   *
   * @throws KrakenError for the first thing wrong with it
   */
  OrderTerms terms() {
    OrderType type =
        OrderType.of(fields.required("ordertype"))
            .orElseThrow(() -> Parameters.invalid("ordertype"));
    Side side =
        switch (fields.required("type")) {
          case "buy" -> Side.BUY;
          case "sell" -> Side.SELL;
          default -> throw Parameters.invalid("type");
        };
    List<String> flags = fields.list("oflags");
    checkFlags(flags, type);
    Long userref = userref();
    String clOrdId = clOrdId(fields).orElse(null);
    if (userref != null && clOrdId != null) {
      throw Parameters.invalid("cl_ord_id");
    }
    Prices prices = prices(type, side);
    BigDecimal volume = volume(flags, prices.limit(), side);
    checkMinimum(type, volume, prices);
    return new OrderTerms(
        pair,
        side,
        type,
        volume,
        displayVolume(type, volume),
        prices.price(),
        prices.price2(),
        prices.limit(),
        prices.trigger(),
        prices.distance(),
        type.hasTrigger() ? triggerBy() : null,
        leverage(),
        flags,
        timeInForce(),
        time("starttm").orElse(null),
        time("expiretm").orElse(null),
        userref,
        clOrdId,
        close());
  }

  private record Prices(
      String price, String price2, BigDecimal limit, BigDecimal trigger, BigDecimal distance) {}

  private Prices prices(OrderType type, Side side) {
    BigDecimal last = pair.price();
    if (type.trails()) {
      return trailing(type, side, last);
    }
    if (type.hasTrigger()) {
      PriceText trigger = PriceText.of(fields.required("price"), "price");
      BigDecimal plain = trigger.plain(pair, side, last, "price");
      if (!type.hasLimit()) {
        return new Prices(shown(trigger, plain), "0", null, plain, null);
      }
      PriceText limit = PriceText.of(fields.required("price2"), "price2");
      BigDecimal plainLimit = limit.plain(pair, side, plain, "price2");
      return new Prices(shown(trigger, plain), shown(limit, plainLimit), plainLimit, plain, null);
    }
    if (type.hasLimit()) {
      PriceText limit = PriceText.of(fields.required("price"), "price");
      BigDecimal plain = limit.plain(pair, side, last, "price");
      return new Prices(shown(limit, plain), "0", plain, null, null);
    }
    return new Prices("0", "0", null, null, null);
  }

  private Prices trailing(OrderType type, Side side, BigDecimal last) {
    PriceText offset = PriceText.of(fields.required("price"), "price");
    if (!offset.sign().equals("+")) {
      throw Parameters.invalid("price");
    }
    BigDecimal distance = offset.distance(pair, last);
    BigDecimal trigger = side == Side.SELL ? last.subtract(distance) : last.add(distance);
    if (!type.hasLimit()) {
      return new Prices(offset.text(), "0", null, trigger, distance);
    }
    PriceText limit = PriceText.of(fields.required("price2"), "price2");
    if (!limit.isRelative()) {
      throw Parameters.invalid("price2");
    }
    BigDecimal plain = limit.plain(pair, side, trigger, "price2");
    return new Prices(offset.text(), limit.text(), plain, trigger, distance);
  }

  private static String shown(PriceText text, BigDecimal plain) {
    return text.isRelative() ? text.text() : plain.toPlainString();
  }

  private BigDecimal volume(List<String> flags, BigDecimal limit, Side side) {
    BigDecimal volume = plainVolume(fields.required("volume"), "volume");
    if (!flags.contains("viqc")) {
      return volume;
    }
    BigDecimal price = limit != null ? limit : side == Side.BUY ? pair.ask() : pair.bid();
    return volume.divide(price, pair.lotDecimals(), RoundingMode.DOWN);
  }

  /** A volume with no more decimals than the pair allows, padded to all of them. */
  BigDecimal plainVolume(String text, String parameter) {
    if (!text.matches("[0-9]+(\\.[0-9]+)?")) {
      throw Parameters.invalid(parameter);
    }
    BigDecimal volume = new BigDecimal(text).stripTrailingZeros();
    if (volume.scale() > pair.lotDecimals()) {
      throw Parameters.invalid(parameter);
    }
    return volume.setScale(pair.lotDecimals(), RoundingMode.UNNECESSARY);
  }

  private BigDecimal displayVolume(OrderType type, BigDecimal volume) {
    Optional<String> shown = fields.text("displayvol");
    if (shown.isEmpty() && type != OrderType.ICEBERG) {
      return null;
    }
    BigDecimal display = plainVolume(fields.required("displayvol"), "displayvol");
    if (display.multiply(SHOWN_AT_LEAST).compareTo(volume) < 0) {
      throw Parameters.invalid("displayvol");
    }
    return display;
  }

  private void checkMinimum(OrderType type, BigDecimal volume, Prices prices) {
    if (type == OrderType.SETTLE_POSITION || volume.signum() == 0 && leverage() != null) {
      return;
    }
    if (volume.compareTo(pair.orderMinimum()) < 0) {
      throw new KrakenError("EOrder:Order minimum not met");
    }
    BigDecimal price = prices.limit() != null ? prices.limit() : pair.price();
    if (price.multiply(volume).compareTo(pair.costMinimum()) < 0) {
      throw new KrakenError("EOrder:Cost minimum not met");
    }
  }

  private static void checkFlags(List<String> flags, OrderType type) {
    boolean both = flags.contains("fcib") && flags.contains("fciq");
    boolean postWithoutLimit = flags.contains("post") && !type.hasLimit();
    if (!FLAGS.containsAll(flags) || both || postWithoutLimit) {
      throw Parameters.invalid("oflags");
    }
  }

  private Long userref() {
    Optional<Long> userref = fields.whole("userref");
    if (userref.isPresent() && userref.get() != userref.get().intValue()) {
      throw Parameters.invalid("userref");
    }
    return userref.orElse(null);
  }

  private String triggerBy() {
    String by = fields.text("trigger").orElse("last");
    if (!by.equals("last") && !by.equals("index")) {
      throw Parameters.invalid("trigger");
    }
    return by;
  }

  private String leverage() {
    Optional<String> leverage = fields.text("leverage").filter(value -> !value.equals("none"));
    if (leverage.isPresent() && !leverage.get().matches("[1-9][0-9]?")) {
      throw Parameters.invalid("leverage");
    }
    return leverage.orElse(null);
  }

  private String timeInForce() {
    String value = fields.text("timeinforce").orElse("GTC");
    boolean endless = value.equals("GTD") && time("expiretm").isEmpty();
    if (!TIMES_IN_FORCE.contains(value) || endless) {
      throw Parameters.invalid("timeinforce");
    }
    return value;
  }

  /** A time in seconds, or after {@code +} in seconds from now; {@code 0} is none. */
  private Optional<Instant> time(String name) {
    Optional<String> text = fields.text(name).filter(value -> !value.equals("0"));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.get().startsWith("+")
              ? call.now().plus(Duration.ofSeconds(Long.parseLong(text.get().substring(1))))
              : Instant.ofEpochSecond(Long.parseLong(text.get())));
    } catch (NumberFormatException notANumber) {
      throw Parameters.invalid(name);
    }
  }

  /** The conditional close in Kraken's words; it is shown, but not placed. */
  private String close() {
    Optional<Parameters> close = fields.nested("close");
    if (close.isEmpty()) {
      return "";
    }
    Optional<OrderType> type = close.get().text("ordertype").flatMap(OrderType::of);
    if (type.isEmpty() || type.get() == OrderType.MARKET) {
      throw Parameters.invalid("close[ordertype]");
    }
    String price = close.get().required("price");
    String words = type.get().text().replace("-limit", "").replace('-', ' ') + " " + price;
    return "close position @ "
        + words
        + close.get().text("price2").map(limit -> " -> limit " + limit).orElse("");
  }
}
