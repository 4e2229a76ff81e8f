package io.github.camelkraken.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Market;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What happens at one side's exchange, and what has to come of it; made anew for each side. */
interface Scenario {
  /** The feed that is polled. */
  String feed();

  /** Kraken's endpoint of the feed. */
  String endpoint();

  /** The pairs to poll, as {@code kraken.pairs} has them. */
  String pairs();

  /** Makes the markets. */
  void prepare(Market market);

  /**
   * Lets happen what the next answer tells of.
   *
   * @return how many records the answer has to become
   */
  int happen(Market market);

  /**
   * Makes sure that the answer was whole and everything of it arrived.
   *
   * @throws IllegalStateException if not
   */
  void check(JsonNode result, List<ConsumerRecord<String, String>> arrived);
}
