package io.github.camelkraken.ops;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.Polls;
import io.github.camelkraken.topics.TopicPolicy;
import io.github.camelkraken.topics.Topics;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.spi.PropertiesSource;

/**
 * What the routes read of the configuration in the form that Camel takes it in: an {@code
 * onException} parses its delays as plain milliseconds, and only at the first failure.
 */
@Singleton
@Unremovable
public class RouteProperties implements PropertiesSource {
  private static final Duration PERIOD_OF_PAIRS_THAT_ARE_NOT_POLLED = Duration.ofHours(1);

  private final Map<String, String> properties = new HashMap<>();

  public RouteProperties(KrakenConfig config) {
    KrakenConfig.Backoff backoff = config.backoff();
    set("backoff.first", millis(backoff.first().value()));
    set("backoff.max", millis(backoff.max().value()));
    set("backoff.factor", backoff.factor().value().toPlainString());
    set("backoff.redeliveries", String.valueOf(backoff.attempts().redeliveries()));
    set("topics.largest", String.valueOf(TopicPolicy.LARGEST));
    set("requests.consumers", String.valueOf(Topics.consumers(config)));
    set(
        "pairs.period",
        millis(config.poll().pairs().every().orElse(PERIOD_OF_PAIRS_THAT_ARE_NOT_POLLED)));
    Polls.of(config)
        .forEach(
            (feed, period) -> {
              set("poll." + feed + ".on", String.valueOf(period.isOn()));
              Duration every = period.every().orElse(backoff.max().value());
              set("poll." + feed + ".tick", millis(Polls.tick(config, every)));
            });
  }

  @Override
  public String getName() {
    return "kraken";
  }

  @Override
  public String getProperty(String name) {
    return properties.get(name);
  }

  private void set(String name, String value) {
    properties.put(name, value);
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
