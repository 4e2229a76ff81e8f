package io.github.camelkraken.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Market;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.SimulatedTrade;
import io.github.camelkraken.sandbox.TopicReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Pages of Trades with 1,000 rows, of one pair. Both sides ask from one nanosecond before the
 * newest trade they have, so but for the first page one row is known and 999 are new.
 */
final class FullPages implements Scenario {
  private static final int ROWS = 1_000;
  private static final String PAIR = "XXBTZUSD";

  /** As finely as Kraken tells the time of a trade. */
  private static final long APART_NANOS = 100;

  private final List<SimulatedTrade> happened = new ArrayList<>();
  private boolean first = true;

  @Override
  public String feed() {
    return "trades";
  }

  @Override
  public String endpoint() {
    return "Trades";
  }

  @Override
  public String pairs() {
    return "BTC/USD";
  }

  @Override
  public void prepare(Market market) {
    // The pair is there; it has no trades yet.
  }

  @Override
  public int happen(Market market) {
    SimulatedPair pair = market.pair(PAIR);
    Instant now = market.now();
    happened.clear();
    int count = first ? ROWS : ROWS - 1;
    first = false;
    for (int i = 0; i < count; i++) {
      happened.addAll(pair.trade(now.plusNanos(i * APART_NANOS), 1));
    }
    return count;
  }

  @Override
  public void check(JsonNode result, List<ConsumerRecord<String, String>> arrived) {
    List<String> expected = happened.stream().map(trade -> "BTC/USD/" + trade.id()).toList();
    List<String> ids =
        arrived.stream().map(record -> TopicReader.headers(record).get("ce_id")).toList();
    if (result.get(PAIR).size() != ROWS || !ids.equals(expected)) {
      throw new IllegalStateException(
          "of a page of %d rows %d trades arrived, or not in order"
              .formatted(result.get(PAIR).size(), ids.size()));
    }
  }
}
