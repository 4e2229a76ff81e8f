package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.Refusal;
import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import io.github.camelkraken.topics.CompactedTopic;
import io.github.camelkraken.topics.Topics;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/** The pairs that Kraken lists now, and those of them that the configuration asks for. */
@Singleton
@Named("marketPairs")
public class MarketPairs {
  static final String ALL = "*";

  private static final Logger LOG = Logger.getLogger(MarketPairs.class);

  private final KrakenConfig config;
  private final CompactedTopic compacted;
  private final Announcements announcements;
  private final Set<String> unknown = new TreeSet<>();
  private volatile boolean asked;
  private volatile PairDirectory directory = new PairDirectory(List.of());

  public MarketPairs(KrakenConfig config, CompactedTopic compacted, Announcements announcements) {
    this.config = config;
    this.compacted = compacted;
    this.announcements = announcements;
  }

  /** Takes the pairs as they were last published, for a start while Kraken is away. */
  public void recall() throws IOException {
    List<Pair> pairs = new ArrayList<>();
    Map<String, byte[]> published = compacted.read(config.topicPrefix().topic(Topics.PAIRS));
    for (byte[] value : published.values()) {
      JsonNode info = Json.read(value);
      pairs.add(Pair.of(info.path("id").asText(), info));
    }
    directory = new PairDirectory(pairs);
  }

  public boolean isKnown() {
    return !directory.isEmpty();
  }

  /**
   * Takes the pairs of an AssetPairs answer.
   *
   * @throws Transient if it has none, which leaves the names as they were
   */
  public void take(@Body Reply reply) throws Transient {
    List<Pair> pairs =
        reply.result().properties().stream()
            .filter(entry -> entry.getValue().isObject())
            .map(entry -> Pair.of(entry.getKey(), entry.getValue()))
            .toList();
    if (pairs.isEmpty()) {
      throw new Transient("the answer has no pairs");
    }
    asked = true;
    directory = new PairDirectory(pairs);
  }

  /**
   * Says at the start whether there is something to poll.
   *
   * @throws Refusal if Kraken lists none of the configured pairs, or a feed that needs a call for
   *     each pair is to poll all of them
   */
  public void check() {
    rejectAll("kraken.trades.pairs", config.trades());
    rejectAll("kraken.ohlc.pairs", config.ohlc());
    rejectAll("kraken.book.pairs", config.book());
    rejectAll("kraken.spread.pairs", config.spread());
    List<String> missing = missing();
    if (missing.size() == configured().size()) {
      throw new Refusal(
          "kraken.pairs: Kraken lists none of %s; the nearest are %s"
              .formatted(String.join(", ", missing), nearest(missing)));
    }
    LOG.infof(
        "Kraken: %s, pairs %d%s",
        config.url().uri(),
        directory.all().size(),
        asked ? "" : " as last published, since it does not answer now");
    announceUnknown();
  }

  /** Announces the configured pairs that Kraken does not list, once each. */
  public void announceUnknown() {
    List<String> missing = missing();
    synchronized (unknown) {
      unknown.retainAll(missing);
      for (String name : missing) {
        if (unknown.add(name)) {
          announcements.announce(
              "UNKNOWN_PAIR",
              name,
              "left out, Kraken does not list it; the nearest are " + nearest(List.of(name)));
        }
      }
    }
  }

  /** Configured names that Kraken does not list. */
  public List<String> unknown() {
    synchronized (unknown) {
      return List.copyOf(unknown);
    }
  }

  /** A pair by any of its names. */
  public Optional<Pair> find(String name) {
    return directory.find(name);
  }

  /** Whether the feeds that get all pairs in one call are to. */
  boolean isAll() {
    return config.pairs().contains(ALL);
  }

  /** The pairs to poll in one call, if not all. */
  List<Pair> selected() {
    return resolved(config.pairs());
  }

  /** The pairs of a feed that needs a call for each. */
  List<Pair> selected(KrakenConfig.PairsOf feed) {
    return resolved(feed.pairs().orElseGet(() -> isAll() ? List.of() : config.pairs()));
  }

  private List<Pair> resolved(List<String> names) {
    return names.stream().flatMap(name -> directory.find(name).stream()).distinct().toList();
  }

  private List<String> missing() {
    return configured().stream()
        .filter(name -> !name.equals(ALL) && directory.find(name).isEmpty())
        .toList();
  }

  private List<String> configured() {
    return Stream.concat(
            config.pairs().stream(),
            Stream.of(config.trades(), config.ohlc(), config.book(), config.spread())
                .flatMap(feed -> feed.pairs().stream().flatMap(List::stream)))
        .map(String::strip)
        .distinct()
        .toList();
  }

  private String nearest(List<String> names) {
    return names.stream()
        .flatMap(name -> directory.nearest(name, 3).stream())
        .distinct()
        .limit(6)
        .collect(Collectors.joining(", "));
  }

  private static void rejectAll(String property, KrakenConfig.PairsOf feed) {
    if (feed.pairs().orElse(List.of()).contains(ALL)) {
      throw new Refusal(
          property + "=* expects names of pairs: this feed needs a call for each pair");
    }
  }
}
