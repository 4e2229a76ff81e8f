package io.github.camelkraken.market;

import io.github.camelkraken.config.KrakenConfig;
import io.quarkus.arc.All;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/** The feeds that are on, and the calls they need against the calls that are allowed. */
@Singleton
@Named("feeds")
public class Feeds {
  private static final Logger LOG = Logger.getLogger(Feeds.class);
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(5);

  private final List<Feed> all;
  private final KrakenConfig config;

  public Feeds(@All List<Feed> all, KrakenConfig config) {
    this.all = all.stream().sorted(Comparator.comparing(Feed::name)).toList();
    this.config = config;
  }

  /** The feeds that have a period. */
  public List<Feed> on() {
    return all.stream().filter(feed -> feed.period().isPresent()).toList();
  }

  /** How long a target of this feed may go without success before it is stale. */
  Duration patience(Feed feed) {
    Duration patience = effectivePeriod(feed).multipliedBy(3);
    return patience.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : patience;
  }

  /** Says how many calls a second the feeds plan, and how many they may make. */
  public void plan() {
    List<String> parts = new ArrayList<>();
    for (Feed feed : on()) {
      if (feed.targets().isEmpty()) {
        LOG.warnf(
            "The feed %1$s polls nothing: it needs a call for each pair, and kraken.pairs is *;"
                + " name its pairs in kraken.%1$s.pairs",
            feed.name());
      }
      parts.add(feed.name() + " " + shown(planned(feed)));
    }
    String plan =
        "Planned %s of %s public calls a second (%s)"
            .formatted(
                shown(planned()),
                config.publicRate().perSecond().toPlainString(),
                String.join(", ", parts));
    if (isOverbooked()) {
      LOG.warnf(
          "%s: polls come %s times as late as configured; lengthen kraken.poll.* or raise"
              + " kraken.public-rate",
          plan, shown(planned().divide(config.publicRate().perSecond(), MathContext.DECIMAL32)));
    } else {
      LOG.info(plan);
    }
  }

  /** The configured period, or the longer one that the allowed rate leaves. */
  private Duration effectivePeriod(Feed feed) {
    Duration period = feed.period().orElseThrow();
    if (!isOverbooked()) {
      return period;
    }
    BigDecimal millis =
        BigDecimal.valueOf(period.toMillis())
            .multiply(planned())
            .divide(config.publicRate().perSecond(), 0, RoundingMode.CEILING);
    return Duration.ofMillis(millis.longValue());
  }

  private boolean isOverbooked() {
    return planned().compareTo(config.publicRate().perSecond()) > 0;
  }

  private BigDecimal planned() {
    return on().stream().map(Feeds::planned).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal planned(Feed feed) {
    BigDecimal seconds =
        BigDecimal.valueOf(feed.period().orElseThrow().toMillis()).movePointLeft(3);
    return BigDecimal.valueOf(feed.targets().size()).divide(seconds, MathContext.DECIMAL32);
  }

  private static String shown(BigDecimal rate) {
    return rate.setScale(3, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }
}
