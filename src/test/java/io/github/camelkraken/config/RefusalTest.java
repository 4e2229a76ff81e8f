package io.github.camelkraken.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
  @ParameterizedTest
  @CsvSource({
    "kraken.poll.ticker,        5 minutes",
    "kraken.rest-timeout,       off",
    "kraken.public-rate,        fast",
    "kraken.book.depth,         501",
    "kraken.ohlc.intervals,     2",
    "kraken.backoff.attempts,   0",
    "kraken.backoff.factor,     11",
    "kraken.url,                api.kraken.com",
    "kraken.topic-prefix,       a b",
    "kraken.topics.replication, 0",
    "kraken.tier,               gold",
    "kraken.trading.mode,       paper",
    "kraken.funding.enabled,    maybe",
    "kraken.accounts.two.tier,  gold",
    "kraken.accounts.two.mode,  paper"
  })
  void aWrongValueIsToldInOneLineThatNamesThePropertyAndWhatItExpects(
      String property, String value) {
    String line = Refusal.of(refused(Map.of(property, value)));

    assertThat(line)
        .startsWith("Start refused: " + property + "=" + value + " ")
        .contains("expects ")
        .doesNotContain("\n", "SRCFG", "Exception");
  }

  @Test
  void severalWrongValuesAreToldInOneLine() {
    String line = Refusal.of(refused(Map.of("kraken.book.depth", "0", "kraken.public-rate", "0")));

    assertThat(line)
        .startsWith("Start refused: ")
        .contains("kraken.book.depth=0 expects ", "; ", "kraken.public-rate=0 expects ")
        .doesNotContain("\n");
  }

  @Test
  void aWrongValueIsToldInOneLineWithItsProperty() {
    assertThat(Refusal.of(refused(Map.of("kraken.book.depth", "501"))))
        .startsWith("Start refused: ")
        .contains("kraken.book.depth", "501")
        .doesNotContain("\n", "SRCFG");
  }

  @Test
  void anUnknownPropertyIsToldByItsName() {
    assertThat(Refusal.of(refused(Map.of("kraken.pairz", "BTC/USD"))))
        .isEqualTo("Start refused: kraken.pairz is not a property of Camel Kraken");
  }

  @Test
  void aWrongValueIsFoundUnderWhateverWrapsIt() {
    Exception wrapped =
        new IllegalStateException(
            "application failed", new RuntimeException(refused(Map.of("kraken.book.depth", "0"))));

    assertThat(Refusal.of(wrapped)).startsWith("Start refused: kraken.book.depth=0 expects ");
  }

  @Test
  void aNestedFailureIsToldByItsRootInOneLine() {
    Exception root = new IllegalStateException("no\nbroker\r\n\tat localhost:9092 ");
    Exception nested = new RuntimeException("outer", new ExecutionException("inner", root));

    assertThat(Refusal.of(nested)).isEqualTo("Start refused: no broker at localhost:9092");
  }

  @Test
  void aFailureWithoutAMessageIsToldByItsName() {
    assertThat(Refusal.of(new RuntimeException("outer", new NullPointerException())))
        .isEqualTo("Start refused: NullPointerException");
  }

  @Test
  void aRefusalOfOurOwnIsToldAsItIs() {
    assertThat(Refusal.of(new RuntimeException(new Refusal("kraken.pairs: none is listed"))))
        .isEqualTo("Start refused: kraken.pairs: none is listed");
  }

  private static ConfigValidationException refused(Map<String, String> properties) {
    return catchThrowableOfType(ConfigValidationException.class, () -> config(properties));
  }

  private static KrakenConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(KrakenConfig.class)
        .addDiscoveredCustomizers()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(KrakenConfig.class);
  }
}
