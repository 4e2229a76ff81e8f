package io.github.camelkraken.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairDirectoryTest {
  private static final String LISTED =
      """
      {
        "XETHXXBT": {"altname": "ETHXBT", "wsname": "ETH/XBT"},
        "XETHZUSD": {"altname": "ETHUSD", "wsname": "ETH/USD"},
        "XXBTZUSD": {"altname": "XBTUSD", "wsname": "XBT/USD"},
        "XXBTZEUR": {"altname": "XBTEUR", "wsname": "XBT/EUR"},
        "XXDGXXBT": {"altname": "XDGXBT", "wsname": "XDG/XBT"},
        "XDGUSD": {"altname": "XDGUSD", "wsname": "XDG/USD"},
        "SOLUSD": {"altname": "SOLUSD", "wsname": "SOL/USD"},
        "AAPLxUSD": {"altname": "AAPLxUSD", "wsname": "AAPLx/USD"},
        "XBTUSD.d": {"altname": "XBTUSD.d"},
        "ETHUSD.d": {"altname": "ETHUSD.d", "wsname": null}
      }
      """;

  private final PairDirectory directory = new PairDirectory(pairs(LISTED));

  @ParameterizedTest
  @CsvSource({
    "BTC/USD,   XXBTZUSD XBTUSD XBT/USD BTC/USD BTCUSD xbt/usd btcusd Xxbtzusd",
    "ETH/BTC,   XETHXXBT ETHXBT ETH/XBT ETH/BTC ETHBTC ethxbt",
    "DOGE/USD,  XDGUSD XDG/USD DOGE/USD DOGEUSD dogeusd",
    "DOGE/BTC,  XXDGXXBT XDGXBT XDG/XBT DOGE/BTC DOGEBTC",
    "SOL/USD,   SOLUSD SOL/USD sol/usd",
    "AAPLx/USD, AAPLxUSD AAPLx/USD AAPLXUSD aaplx/usd",
    "XBTUSD.d,  XBTUSD.d XBTUSD.D",
    "ETHUSD.d,  ETHUSD.d ethusd.d"
  })
  void everyNameOfAPairLeadsToIt(String symbol, String names) {
    for (String name : names.split(" ")) {
      assertThat(directory.find(name)).as(name).map(Pair::symbol).contains(symbol);
      assertThat(directory.find(" " + name + " ")).as(name).map(Pair::symbol).contains(symbol);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "/", "BTC", "USD", "BTC-USD", "USD/BTC", "XXBTZUS", "*"})
  void anotherNameLeadsToNone(String name) {
    assertThat(directory.find(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"XBT, BTC", "XDG, DOGE", "ETH, ETH", "XBTX, XBTX", "xbt, xbt", "XTZ, XTZ"})
  void onlyBitcoinAndDogecoinHaveAnotherNameForDisplay(String asset, String shown) {
    assertThat(Pair.displayName(asset)).isEqualTo(shown);
  }

  @Test
  void aPairWithoutAnyNameGoesByItsId() {
    assertThat(Pair.of("NEWUSD", json("{}")))
        .isEqualTo(new Pair("NEWUSD", "NEWUSD", "NEWUSD", null));
  }

  @Test
  void ofTwoMarketsWithOneSymbolTheLaterGoesByItsAltname() {
    PairDirectory two =
        new PairDirectory(
            pairs(
                """
                {
                  "XXBTZUSD": {"altname": "XBTUSD", "wsname": "XBT/USD"},
                  "XBTUSD:BTNL": {"altname": "XBTUSD:BTNL", "wsname": "XBT/USD"}
                }
                """));

    assertThat(two.all()).extracting(Pair::symbol).containsExactly("BTC/USD", "XBTUSD:BTNL");
    assertThat(two.find("BTC/USD")).map(Pair::id).contains("XXBTZUSD");
    assertThat(two.find("XBT/USD")).map(Pair::id).contains("XXBTZUSD");
    assertThat(two.find("xbtusd:btnl")).map(Pair::id).contains("XBTUSD:BTNL");
  }

  @Test
  void krakensOwnNameWinsOverOneThatIsDerived() {
    PairDirectory two =
        new PairDirectory(
            pairs(
                """
                {
                  "ONE": {"altname": "ONEALT", "wsname": "AB/CD"},
                  "ABCD": {"altname": "ABCD", "wsname": "A/BCD"}
                }
                """));

    assertThat(two.find("ABCD")).map(Pair::id).contains("ABCD");
    assertThat(two.find("AB/CD")).map(Pair::id).contains("ONE");
  }

  @Test
  void theNearestNamesAreSuggestedMostAlikeFirst() {
    assertThat(directory.nearest("BTC/USDD", 3)).hasSize(3).startsWith("BTC/USD");
    assertThat(directory.nearest("btcusd", 1)).containsExactly("BTC/USD");
    assertThat(directory.nearest("XTBUSD", 2)).contains("BTC/USD");
    assertThat(directory.nearest("DOGE/USDT", 1)).containsExactly("DOGE/USD");
    assertThat(directory.nearest("SOL-USD", 1)).containsExactly("SOL/USD");
    assertThat(directory.nearest("", 100)).hasSize(directory.all().size()).doesNotHaveDuplicates();
  }

  @Test
  void anEmptyDirectoryKnowsAndSuggestsNothing() {
    PairDirectory empty = new PairDirectory(List.of());

    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.find("BTC/USD")).isEmpty();
    assertThat(empty.nearest("BTC/USD", 3)).isEmpty();
  }

  @Property
  void everyNameOfEveryMarketIsFoundAndNoSymbolIsShared(@ForAll("listings") List<Pair> pairs) {
    PairDirectory all = new PairDirectory(pairs);

    assertThat(all.all()).extracting(Pair::id).containsExactlyElementsOf(ids(pairs));
    assertThat(all.all()).extracting(Pair::symbol).doesNotHaveDuplicates();
    for (Pair pair : all.all()) {
      assertThat(all.find(pair.id())).contains(pair);
      assertThat(all.find(pair.altname().toLowerCase(Locale.ROOT))).contains(pair);
      assertThat(all.find(pair.symbol())).contains(pair);
      for (String alias : pair.aliases()) {
        assertThat(all.find(alias)).as(alias).isPresent();
      }
      assertThat(all.nearest(pair.id(), 1)).hasSize(1);
    }
  }

  /** Markets as Kraken names them: ids and altnames are unique, other names need not be. */
  @Provide
  Arbitrary<List<Pair>> listings() {
    Arbitrary<String> base = Arbitraries.of("XBT", "XDG", "ETH", "SOL", "AAPLx", "BTC", "DOGE");
    Arbitrary<String> quote = Arbitraries.of("USD", "XBT", "EUR", "ETH");
    return Combinators.combine(base, quote, Arbitraries.of(true, false), Arbitraries.of("", ".d"))
        .as(PairDirectoryTest::listed)
        .list()
        .uniqueElements(pair -> pair.altname())
        .ofMaxSize(30);
  }

  private static Pair listed(String base, String quote, boolean old, String venue) {
    String altname = base + quote + venue;
    String id = old ? "X" + base + "Z" + quote + venue : altname;
    JsonNode info =
        json(
            venue.isEmpty() || old
                ? "{\"altname\":\"%s\",\"wsname\":\"%s/%s\"}".formatted(altname, base, quote)
                : "{\"altname\":\"%s\"}".formatted(altname));
    return Pair.of(id, info);
  }

  private static List<String> ids(List<Pair> pairs) {
    return pairs.stream().map(Pair::id).toList();
  }

  private static List<Pair> pairs(String assetPairs) {
    List<Pair> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : json(assetPairs).properties()) {
      pairs.add(Pair.of(entry.getKey(), entry.getValue()));
    }
    return pairs;
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException malformed) {
      throw new IllegalArgumentException(text, malformed);
    }
  }
}
