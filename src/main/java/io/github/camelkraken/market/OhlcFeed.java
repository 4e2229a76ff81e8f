package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.Interval;
import io.github.camelkraken.market.CandlesPage.Progress;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import io.github.camelkraken.topics.CloudEvent;
import io.github.camelkraken.topics.Publication;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
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
    String target = reply.call().target();
    Interval interval = Interval.of(reply.call().parameters().get("interval"));
    List<Candle> rows = Candle.of(Fields.rows(reply.result()));
    Optional<byte[]> before = cursor(target);
    Instant cursor = before.map(OhlcFeed::parse).orElse(null);
    Progress progress =
        new CandlesPage(
                rows, reply.krakenTime(), interval.length(), cursor, incomplete.contains(target))
            .progress();
    whenPublished(target, () -> goOn(target, progress.again()));
    if (progress.cursor() == null) {
      return Publication.nothing();
    }
    List<CloudEvent> records =
        progress.candles().stream().map(candle -> record(target, interval, candle)).toList();
    return publication(target, records, progress.gaps(), before, json(progress.cursor()));
  }

  private void goOn(String target, boolean again) {
    if (again) {
      incomplete.add(target);
      again(target);
    } else {
      incomplete.remove(target);
    }
  }

  private CloudEvent record(String target, Interval interval, Candle candle) {
    String symbol = target.substring(0, target.lastIndexOf('/'));
    String id = target + "/" + candle.begin();
    return record(ENDPOINT, symbol, id, candle.begin(), candle.json(symbol, interval));
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
}
