package io.github.camelkraken.market;

import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.rest.PublicCall;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How old each feed's newest success is. A target without success for three of its effective
 * periods, at least 5 s, is stale, also if it never had one; that and its end are announced.
 */
@Singleton
@Named("freshness")
public class Freshness {
  private final Feeds feeds;
  private final Announcements announcements;
  private final Troubles troubles;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Set<String> stale = ConcurrentHashMap.newKeySet();
  private final Set<String> measured = ConcurrentHashMap.newKeySet();
  private volatile Instant since;

  public Freshness(
      Feeds feeds,
      Announcements announcements,
      Troubles troubles,
      MeterRegistry meters,
      Clock clock) {
    this.feeds = feeds;
    this.announcements = announcements;
    this.troubles = troubles;
    this.meters = meters;
    this.clock = clock;
  }

  /** This process polls from now on: whatever it had before is of no account. */
  public void begin() {
    since = clock.instant();
    stale.clear();
    troubles.ended(Troubles.KAFKA);
  }

  /** Announces what has become stale since the last look, and what has recovered. */
  public void look() {
    Instant now = clock.instant();
    for (Feed feed : feeds.on()) {
      Duration patience = feeds.patience(feed);
      for (String target : feed.targets()) {
        look(feed, target, patience, now);
      }
    }
  }

  /**
   * The age of each target's newest success, as shown in readiness; never a reason to be unready.
   */
  public SortedMap<String, String> ages() {
    SortedMap<String, String> ages = new TreeMap<>();
    Instant now = clock.instant();
    for (Feed feed : feeds.on()) {
      for (String target : feed.targets()) {
        String scope = PublicCall.scope(feed.name(), target);
        String age =
            feed.lastSuccess(target)
                .map(last -> Duration.between(last, now).toSeconds() + " s ago")
                .orElse("never");
        ages.put(scope, stale.contains(scope) ? age + ", STALE" : age);
      }
    }
    return ages;
  }

  private void look(Feed feed, String target, Duration patience, Instant now) {
    String scope = PublicCall.scope(feed.name(), target);
    if (measured.add(scope)) {
      measure(feed, target, scope);
    }
    Duration age = age(feed, target, now);
    if (age.compareTo(patience) > 0) {
      if (stale.add(scope)) {
        String reason =
            troubles
                .reason(scope)
                .or(() -> troubles.reason(Troubles.KAFKA))
                .orElse("no answer yet");
        announcements.announce(
            "STALE", scope, "no success for " + age.toSeconds() + " s: " + reason);
      }
    } else if (stale.remove(scope)) {
      announcements.announce("RECOVERED", scope, "fresh again");
    }
  }

  private Duration age(Feed feed, String target, Instant now) {
    Instant last = feed.lastSuccess(target).filter(success -> success.isAfter(since)).orElse(since);
    return Duration.between(last, now);
  }

  private void measure(Feed feed, String target, String scope) {
    Tags tags = Tags.of("feed", feed.name(), "target", target);
    Gauge.builder("kraken.feed.stale", () -> stale.contains(scope) ? 1 : 0)
        .description("1 without a success for three effective periods, at least 5 s")
        .tags(tags)
        .register(meters);
    Gauge.builder("kraken.feed.age", () -> age(feed, target, clock.instant()).toMillis() / 1000.0)
        .baseUnit("seconds")
        .description("Time since the broker acknowledged what came of the newest answer")
        .tags(tags)
        .register(meters);
  }
}
