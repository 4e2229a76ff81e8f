package io.github.camelkraken.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KrakenConfigTest {
  @Test
  void theDefaultsAreThoseThatArePromised() {
    KrakenConfig config = config(Map.of());

    assertThat(config.url().uri()).hasToString("https://api.kraken.com");
    assertThat(config.pairs()).containsExactly("BTC/USD", "ETH/USD");
    assertThat(config.trades().pairs()).isEmpty();
    assertThat(config.poll().ticker()).isEqualTo(Period.of("5s"));
    assertThat(config.poll().trades()).isEqualTo(Period.of("5s"));
    assertThat(config.poll().ohlc()).isEqualTo(Period.of("1m"));
    assertThat(config.poll().book()).isEqualTo(Period.of("off"));
    assertThat(config.poll().spread()).isEqualTo(Period.of("off"));
    assertThat(config.poll().pairs()).isEqualTo(Period.of("1h"));
    assertThat(config.poll().assets()).isEqualTo(Period.of("1h"));
    assertThat(config.poll().status()).isEqualTo(Period.of("30s"));
    assertThat(config.ohlc().intervals()).containsExactly(new Interval(1));
    assertThat(config.book().depth()).isEqualTo(new Depth(100));
    assertThat(config.publicRate().spacing()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.topicPrefix()).isEqualTo(new TopicPrefix("kraken"));
    assertThat(config.topics().create()).isTrue();
    assertThat(config.topics().replication()).isEqualTo(new Replication((short) -1));
    assertThat(config.routes()).containsExactly("*");
    assertThat(config.restTimeout().value()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.backoff().first().value()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.backoff().factor().value()).isEqualByComparingTo("2");
    assertThat(config.backoff().max().value()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.backoff().attempts().calls()).isEqualTo(8);
  }

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

  private static KrakenConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(KrakenConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(KrakenConfig.class);
  }
}
