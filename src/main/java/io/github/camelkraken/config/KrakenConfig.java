package io.github.camelkraken.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set. A value is a type that says what it expects, so a wrong one stops the
 * start with one line naming the property. An unknown property under {@code kraken.} does the same.
 */
@ConfigMapping(prefix = "kraken")
public interface KrakenConfig {
  /** REST base URL. */
  @WithDefault("https://api.kraken.com")
  BaseUrl url();

  /** Pairs to poll, by any alias; {@code *} means all, for feeds that get all in one call. */
  @WithDefault("BTC/USD,ETH/USD")
  List<String> pairs();

  PairsOf trades();

  Ohlc ohlc();

  Book book();

  PairsOf spread();

  Poll poll();

  /** Public calls a second for this egress address. */
  @WithDefault("1")
  Rate publicRate();

  @WithDefault("kraken")
  TopicPrefix topicPrefix();

  TopicCreation topics();

  /** Which groups of routes run; {@code *} means all. */
  @WithDefault("*")
  List<String> routes();

  /** How long one HTTP attempt may take. */
  @WithDefault("10s")
  TimeSpan restTimeout();

  Backoff backoff();

  Trading trading();

  /** Key of the account {@code default}. */
  Optional<Hidden> apiKey();

  /** Secret of the account {@code default}. */
  Optional<Hidden> apiSecret();

  /** Tier of the account {@code default}. */
  @WithDefault("starter")
  Tier tier();

  /** More accounts, by name; {@code default} has only keys here. */
  Map<String, OfAccount> accounts();

  Funding funding();

  /** Life of a request that names no {@code expires-at}. */
  @WithDefault("60s")
  TimeSpan requestTtl();

  /**
   * How long after the deadline Kraken's orders must stay empty before "not placed" is believed.
   */
  @WithDefault("75s")
  TimeSpan unknownWindow();

  /** Pairs of a feed that needs a call for each pair; absent means {@link #pairs()}. */
  interface PairsOf {
    Optional<List<String>> pairs();
  }

  interface Ohlc extends PairsOf {
    /** Minutes. */
    @WithDefault("1")
    List<Interval> intervals();
  }

  interface Book extends PairsOf {
    /** Levels a side. */
    @WithDefault("100")
    Depth depth();
  }

  /** The period of each feed. */
  interface Poll {
    @WithDefault("5s")
    Period ticker();

    @WithDefault("5s")
    Period trades();

    @WithDefault("1m")
    Period ohlc();

    @WithDefault("off")
    Period book();

    @WithDefault("off")
    Period spread();

    @WithDefault("1h")
    Period pairs();

    @WithDefault("1h")
    Period assets();

    @WithDefault("30s")
    Period status();
  }

  interface TopicCreation {
    /** Whether missing topics are created. */
    @WithDefault("true")
    @WithConverter(Converters.ToBoolean.class)
    boolean create();

    /** Replicas of a created topic; -1 leaves it to the broker. */
    @WithDefault("-1")
    Replication replication();
  }

  /** Exponential redelivery. */
  interface Backoff {
    @WithDefault("1s")
    TimeSpan first();

    @WithDefault("2")
    Factor factor();

    @WithDefault("60s")
    TimeSpan max();

    /** Calls in all, the first included. */
    @WithDefault("8")
    Attempts attempts();
  }

  interface Trading {
    /** Of the account {@code default}; others name their own. */
    @WithDefault("validate")
    TradingMode mode();
  }

  interface OfKey {
    Optional<Hidden> apiKey();

    Optional<Hidden> apiSecret();
  }

  /** An account beside {@code default}; of that one, only keys for roles. */
  interface OfAccount extends OfKey {
    /** Absent means starter. */
    Optional<Tier> tier();

    /** Absent means validate. */
    Optional<TradingMode> mode();

    Keys keys();
  }

  /** Keys that make the calls of one role; the account's own key makes all others. */
  interface Keys {
    OfKey trade();

    OfKey cancel();

    OfKey query();
  }

  interface Funding {
    /** Whether funding requests are served. */
    @WithDefault("false")
    @WithConverter(Converters.ToBoolean.class)
    boolean enabled();
  }
}
