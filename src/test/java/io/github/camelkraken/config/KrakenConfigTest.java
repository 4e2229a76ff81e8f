package io.github.camelkraken.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class KrakenConfigTest {
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
    assertThat(config.trading().mode()).isEqualTo(TradingMode.VALIDATE);
    assertThat(config.tier()).isEqualTo(Tier.STARTER);
    assertThat(config.apiKey()).isEmpty();
    assertThat(config.accounts()).isEmpty();
    assertThat(config.funding().enabled()).isFalse();
    assertThat(config.requestTtl().value()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.unknownWindow().value()).isEqualTo(Duration.ofSeconds(75));
  }

  /** A configuration of these properties, and of the defaults beside them. */
  public static KrakenConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredCustomizers()
        .withMapping(KrakenConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(KrakenConfig.class);
  }
}
