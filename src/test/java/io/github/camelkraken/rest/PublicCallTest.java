package io.github.camelkraken.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicCallTest {
  @Test
  void aCallWithoutParametersHasNoQuery() {
    assertThat(new PublicCall("Time", "").query()).isEmpty();
  }

  @Test
  void parametersComeInOneOrderWhateverTheMapsOrderIs() {
    Map<String, String> parameters = Map.of("since", "17", "pair", "XXBTZUSD", "count", "5");

    assertThat(new PublicCall("Trades", "BTC/USD", parameters).query())
        .isEqualTo("count=5&pair=XXBTZUSD&since=17");
  }

  @ParameterizedTest
  @CsvSource({
    "'BTC/USD',        BTC%2FUSD",
    "'XBTUSD,ETHUSD',  XBTUSD%2CETHUSD",
    "'a b',            a+b",
    "'a&count=1',      a%26count%3D1",
    "'a#b?c',          a%23b%3Fc",
    "'100%',           100%25",
    "'a+b',            a%2Bb",
    "'€',              %E2%82%AC",
    "'',               ''"
  })
  void aValueCannotBreakOutOfItsParameter(String value, String encoded) {
    assertThat(new PublicCall("Ticker", "", Map.of("pair", value)).query())
        .isEqualTo("pair=" + encoded);
  }

  @Property
  void everyValueArrivesAsItWas(@ForAll @Size(max = 3) @UniqueElements List<String> values) {
    String value = String.join("&", values);

    String query = new PublicCall("Ticker", "", Map.of("pair", value)).query();

    assertThat(URI.create("http://localhost/?" + query).getRawQuery()).isEqualTo(query);
    assertThat(URLDecoder.decode(query.substring("pair=".length()), StandardCharsets.UTF_8))
        .isEqualTo(value);
  }

  @Test
  void whatFailsWithACallIsThePairOrTheWholeFeed() {
    assertThat(new PublicCall("Trades", "BTC/USD").scope("trades")).isEqualTo("trades/BTC/USD");
    assertThat(new PublicCall("Ticker", "").scope("ticker")).isEqualTo("ticker");
  }
}
