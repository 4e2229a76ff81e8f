package io.github.camelkraken.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Market;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All 1,700 pairs in one answer of Ticker. */
final class AllTickers implements Scenario {
  static final int PAIRS = 1_700;

  @Override
  public String feed() {
    return "ticker";
  }

  @Override
  public String endpoint() {
    return "Ticker";
  }

  @Override
  public String pairs() {
    return "*";
  }

  @Override
  public void prepare(Market market) {
    market.addMany(PAIRS - market.pairs().size());
  }

  @Override
  public int happen(Market market) {
    return PAIRS;
  }

  @Override
  public void check(JsonNode result, List<ConsumerRecord<String, String>> arrived) {
    long keys = arrived.stream().map(ConsumerRecord::key).distinct().count();
    if (result.size() != PAIRS || keys != PAIRS) {
      throw new IllegalStateException(result.size() + " tickers became records of " + keys);
    }
  }
}
