package io.github.camelkraken.market;

import io.github.camelkraken.market.TradesPage.Progress;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import io.github.camelkraken.topics.CloudEvent;
import io.github.camelkraken.topics.Publication;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every trade, once, in order. The cursor is published with the trades that advance it. */
@Singleton
@Named("trades")
public class TradesFeed extends CursorFeed {
  private static final String ENDPOINT = "Trades";

  private final Map<String, Hole> holes = new ConcurrentHashMap<>();

  public TradesFeed() {
    super("trades");
  }

  @Override
  public List<String> targets() {
    return pairs.selected(config.trades()).stream().map(Pair::symbol).toList();
  }

  @Override
  public List<PublicCall> calls() {
    return pairs.selected(config.trades()).stream().map(this::call).toList();
  }

  /**
   * The trades of an answer that were not published before.
   *
   * @throws Transient if a row is not Kraken's
   */
  @Override
  public Publication records(Reply reply) throws Transient {
    String symbol = reply.call().target();
    List<Trade> rows = Trade.of(Fields.rows(reply.result()));
    Optional<byte[]> before = cursor(symbol);
    TradesCursor cursor = before.map(TradesCursor::parse).orElse(null);
    Progress progress = new TradesPage(rows, last(reply), cursor, holes.get(symbol)).progress();
    whenPublished(symbol, () -> goOn(symbol, progress));
    if (progress.cursor() == null) {
      return Publication.nothing();
    }
    List<CloudEvent> records =
        progress.trades().stream().map(trade -> record(symbol, trade)).toList();
    return publication(symbol, records, progress.gaps(), before, progress.cursor().json());
  }

  private void goOn(String symbol, Progress progress) {
    if (progress.hole() == null) {
      holes.remove(symbol);
    } else {
      holes.put(symbol, progress.hole());
    }
    if (progress.again()) {
      again(symbol);
    }
  }

  private CloudEvent record(String symbol, Trade trade) {
    String id = symbol + "/" + trade.id();
    return record(ENDPOINT, symbol, id, trade.time(), trade.json(symbol));
  }

  private PublicCall call(Pair pair) {
    Hole hole = holes.get(pair.symbol());
    Optional<Long> since =
        hole == null
            ? cursor(pair.symbol()).map(TradesCursor::parse).map(TradesCursor::since)
            : Optional.of(hole.since());
    Map<String, String> parameters =
        since
            .map(from -> Map.of("pair", pair.id(), "since", String.valueOf(from)))
            .orElseGet(() -> Map.of("pair", pair.id()));
    return new PublicCall(ENDPOINT, pair.symbol(), parameters);
  }

  /** Zero if it is missing or not a time: then the last row's own time takes its place. */
  private static long last(Reply reply) {
    try {
      return Math.max(0, Long.parseLong(reply.result().path("last").asText()));
    } catch (NumberFormatException notNanoseconds) {
      return 0;
    }
  }
}
