package io.github.camelkraken.sandbox.endpoint.trading;

import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.account.Side;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A price as orders write it: plain, or relative with a sign and maybe in percent (rest.md 4.1).
 */
record PriceText(String text, String sign, BigDecimal number, boolean percent) {
  private static final Pattern FORM = Pattern.compile("([+#-]?)([0-9]+(?:\\.[0-9]+)?)(%?)");

  /**
   * Reads a price.
   *
   * @throws KrakenError that names the parameter
   */
  static PriceText of(String text, String parameter) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || matcher.group(1).isEmpty() && !matcher.group(3).isEmpty()) {
      throw Parameters.invalid(parameter);
    }
    return new PriceText(
        text, matcher.group(1), new BigDecimal(matcher.group(2)), !matcher.group(3).isEmpty());
  }

  boolean isRelative() {
    return !sign.isEmpty();
  }

  /** How far from a price this is. */
  BigDecimal distance(SimulatedPair pair, BigDecimal from) {
    BigDecimal distance = percent ? from.multiply(number).movePointLeft(2) : number;
    return distance.setScale(pair.decimals(), RoundingMode.HALF_UP);
  }

  /**
   * The plain price that this means.
   *
   * @param from what a relative price starts from
   * @throws KrakenError if it has too many decimals or is between two ticks
   */
  BigDecimal plain(SimulatedPair pair, Side side, BigDecimal from, String parameter) {
    if (isRelative()) {
      boolean lower = sign.equals("-") || sign.equals("#") && side == Side.BUY;
      BigDecimal distance = distance(pair, from);
      return lower ? from.subtract(distance) : from.add(distance);
    }
    BigDecimal stripped = number.stripTrailingZeros();
    if (stripped.signum() <= 0 || stripped.scale() > pair.decimals()) {
      throw Parameters.invalid(parameter);
    }
    if (stripped.remainder(pair.tick()).signum() != 0) {
      throw new KrakenError("EOrder:Tick size check failed");
    }
    return stripped.setScale(pair.decimals(), RoundingMode.UNNECESSARY);
  }
}
