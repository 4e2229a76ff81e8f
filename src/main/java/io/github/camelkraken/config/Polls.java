package io.github.camelkraken.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The period of each feed by the feed's name, which is also its route's id and its topic's end. */
public final class Polls {
  private Polls() {}

  public static Map<String, Period> of(KrakenConfig config) {
    KrakenConfig.Poll poll = config.poll();
    Map<String, Period> polls = new LinkedHashMap<>();
    polls.put("ticker", poll.ticker());
    polls.put("trades", poll.trades());
    polls.put("ohlc", poll.ohlc());
    polls.put("book", poll.book());
    polls.put("spread", poll.spread());
    polls.put("pairs", poll.pairs());
    polls.put("assets", poll.assets());
    polls.put("status", poll.status());
    return polls;
  }

  /** How often the timer of a feed with this period ticks. */
  public static Duration tick(KrakenConfig config, Duration period) {
    Duration longest = config.backoff().max().value();
    return period.compareTo(longest) > 0 ? longest : period;
  }
}
