package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.Interval;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import io.github.camelkraken.topics.CloudEvent;
import io.github.camelkraken.topics.Publication;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closed candles, once each, in order (semantics.md 4.2). The cursor is published with the candles
 * that advance it. Kraken keeps the newest 720; what fell out of them while the gateway was away is
 * announced.
 */
@Singleton
@Named("ohlc")
public class OhlcFeed extends CursorFeed {
  private static final String ENDPOINT = "OHLC";

  /** A candle was seen to change in the first second after it closed. */
  private static final Duration SETTLES = Duration.ofSeconds(5);

  /** Candles to ask for again without a starting point, before a hole is called unfillable. */
  private final Set<String> incomplete = ConcurrentHashMap.newKeySet();

  public OhlcFeed() {
    super("ohlc");
  }

  @Override
  public List<String> targets() {
    List<String> targets = new ArrayList<>();
    pairs
        .selected(config.ohlc())
        .forEach(pair -> intervals().forEach(interval -> targets.add(target(pair, interval))));
    return targets;
  }

  @Override
  public List<PublicCall> calls() {
    List<PublicCall> calls = new ArrayList<>();
    pairs
        .selected(config.ohlc())
        .forEach(pair -> intervals().forEach(interval -> calls.add(call(pair, interval))));
    return calls;
  }

  /**
   * The candles of an answer that are closed and were not published before.
   *
   * @throws Transient if a row is not Kraken's
   */
  @Override
  public Publication records(Reply reply) throws Transient {
    Series series = new Series(reply);
    Publication publication = series.publication();
    whenPublished(series.target, () -> goOn(series.target, series.askAgain));
    return publication;
  }

  private void goOn(String target, boolean askAgain) {
    if (askAgain) {
      incomplete.add(target);
      again(target);
    } else {
      incomplete.remove(target);
    }
  }

  private PublicCall call(Pair pair, Interval interval) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("pair", pair.id());
    parameters.put("interval", String.valueOf(interval.minutes()));
    String target = target(pair, interval);
    if (!incomplete.contains(target)) {
      cursor(target)
          .map(OhlcFeed::parse)
          .map(begin -> begin.minus(interval.length()).getEpochSecond())
          .ifPresent(since -> parameters.put("since", String.valueOf(since)));
    }
    return new PublicCall(ENDPOINT, target, parameters);
  }

  private List<Interval> intervals() {
    return config.ohlc().intervals().stream().distinct().toList();
  }

  private static String target(Pair pair, Interval interval) {
    return pair.symbol() + "/" + interval.minutes();
  }

  private static Instant parse(byte[] cursor) {
    try {
      JsonNode json = Json.read(cursor);
      return Instant.parse(json.get("interval_begin").textValue());
    } catch (IOException | RuntimeException unreadable) {
      throw new IllegalStateException("a candle cursor cannot be read", unreadable);
    }
  }

  private static byte[] json(Instant begin) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("interval_begin", begin.toString());
          json.writeEndObject();
        });
  }

  /** What an answer adds to what is published. */
  private final class Series {
    private final String target;
    private final String symbol;
    private final Interval interval;
    private final Optional<byte[]> before;
    private final Optional<Instant> cursor;
    private final List<Candle> fresh;
    private final List<CloudEvent> records = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private boolean askAgain;

    Series(Reply reply) throws Transient {
      target = reply.call().target();
      symbol = target.substring(0, target.lastIndexOf('/'));
      interval = Interval.of(reply.call().parameters().get("interval"));
      before = cursor(target);
      cursor = before.map(OhlcFeed::parse);
      List<Candle> rows = Candle.of(Fields.rows(reply.result()));
      Instant settled = reply.krakenTime().minus(SETTLES).minus(interval.length());
      // The last row is the candle that runs, whatever its time says.
      fresh =
          rows.subList(0, Math.max(0, rows.size() - 1)).stream()
              .filter(candle -> !candle.begin().isAfter(settled))
              .filter(candle -> cursor.isEmpty() || candle.begin().isAfter(cursor.get()))
              .toList();
    }

    Publication publication() {
      if (fresh.isEmpty()) {
        return Publication.nothing();
      }
      Instant last = cursor.orElse(fresh.get(0).begin().minus(interval.length()));
      boolean askedForAll = incomplete.contains(target);
      for (Candle candle : fresh) {
        Instant expected = last.plus(interval.length());
        if (candle.begin().isAfter(expected)) {
          if (!askedForAll) {
            announce(
                Gap.Event.GAP_DETECTED,
                expected,
                candle.begin(),
                "not in Kraken's answer, asking again");
            askAgain = true;
            break;
          }
          announce(
              Gap.Event.GAP_UNFILLABLE,
              expected,
              candle.begin(),
              "not among those that Kraken keeps, going on behind");
        }
        last = candle.begin();
        records.add(record(candle));
      }
      if (askedForAll && gaps.isEmpty()) {
        announce(Gap.Event.GAP_FILLED, fresh.get(0).begin(), last, "came with a later answer");
      }
      return OhlcFeed.this.publication(target, records, gaps, before, json(last));
    }

    private CloudEvent record(Candle candle) {
      String id = target + "/" + candle.begin();
      return OhlcFeed.this.record(
          ENDPOINT, symbol, id, candle.begin(), candle.json(symbol, interval));
    }

    private void announce(Gap.Event event, Instant from, Instant to, String detail) {
      gaps.add(new Gap(event, "candles from " + from + " to before " + to, detail));
    }
  }
}
