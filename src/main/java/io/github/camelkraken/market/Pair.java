package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A market by each of its names (semantics.md 1).
 *
 * @param id Kraken's canonical id, the key of its replies, such as {@code XXBTZUSD}
 * @param symbol the display name, such as {@code BTC/USD}
 * @param altname such as {@code XBTUSD}
 * @param wsname such as {@code XBT/USD}; null where Kraken gives none
 * @param priceDecimals that a price may have, {@link #ANY} where Kraken does not say
 * @param volumeDecimals that a volume may have, {@link #ANY} where Kraken does not say
 */
public record Pair(
    String id,
    String symbol,
    String altname,
    String wsname,
    int priceDecimals,
    int volumeDecimals) {
  /** No number of decimals is too many. */
  public static final int ANY = Integer.MAX_VALUE;

  static final int ALIASES = 5;

  /** A pair whose decimals are not known. */
  public Pair(String id, String symbol, String altname, String wsname) {
    this(id, symbol, altname, wsname, ANY, ANY);
  }

  static Pair of(String id, JsonNode info) {
    String altname = info.path("altname").asText(id);
    String wsname = info.hasNonNull("wsname") ? info.get("wsname").asText() : null;
    return new Pair(
        id,
        wsname == null ? altname : symbol(wsname),
        altname,
        wsname,
        info.path("pair_decimals").asInt(ANY),
        info.path("lot_decimals").asInt(ANY));
  }

  Pair withSymbol(String other) {
    return new Pair(id, other, altname, wsname, priceDecimals, volumeDecimals);
  }

  /** Every name that a user may know it by, {@link #ALIASES} of them, the surest first. */
  List<String> aliases() {
    return List.of(id, altname, symbol, wsname == null ? symbol : wsname, symbol.replace("/", ""));
  }

  /** REST and WebSocket v1 say XBT and XDG where everybody else says BTC and DOGE. */
  static String displayName(String asset) {
    return switch (asset) {
      case "XBT" -> "BTC";
      case "XDG" -> "DOGE";
      default -> asset;
    };
  }

  private static String symbol(String wsname) {
    return Arrays.stream(wsname.split("/")).map(Pair::displayName).collect(Collectors.joining("/"));
  }
}
