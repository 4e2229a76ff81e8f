package io.github.camelkraken.ops;

import static io.github.camelkraken.config.KrakenConfigTest.config;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutePropertiesTest {
  @Test
  void theRoutesReadTheirDelaysAsPlainMilliseconds() {
    RouteProperties routes =
        new RouteProperties(
            config(Map.of("kraken.backoff.max", "90s", "kraken.poll.ticker", "500ms")));

    assertThat(routes.getProperty("backoff.first")).isEqualTo("1000");
    assertThat(routes.getProperty("backoff.max")).isEqualTo("90000");
    assertThat(routes.getProperty("backoff.factor")).isEqualTo("2");
    assertThat(routes.getProperty("backoff.redeliveries")).isEqualTo("7");
    assertThat(routes.getProperty("poll.ticker.on")).isEqualTo("true");
    assertThat(routes.getProperty("poll.ticker.tick")).isEqualTo("500");
    assertThat(routes.getProperty("poll.assets.tick"))
        .as("a failed one is not an hour late")
        .isEqualTo("90000");
    assertThat(routes.getProperty("poll.book.on")).isEqualTo("false");
    assertThat(routes.getProperty("poll.nothing")).isNull();
  }

  @Test
  void thereIsAConsumerForEachAccountUpToThePartitions() {
    assertThat(consumers(Map.of())).isEqualTo("1");
    assertThat(
            consumers(
                Map.of(
                    "kraken.accounts.a.tier", "pro",
                    "kraken.accounts.b.tier", "pro",
                    "kraken.accounts.c.tier", "pro",
                    "kraken.accounts.d.tier", "pro")))
        .isEqualTo("3");
  }

  private static String consumers(Map<String, String> properties) {
    return new RouteProperties(config(properties)).getProperty("requests.consumers");
  }
}
