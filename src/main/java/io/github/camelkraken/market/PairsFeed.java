package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.camel.Message;

/** The pairs and their rules; what the other feeds know of names comes from here too. */
@Singleton
@Named("pairs")
public class PairsFeed extends ReferenceFeed {
  public PairsFeed() {
    super("pairs", "AssetPairs", "symbol");
  }

  /**
   * One record for each pair of the answer, which from now on tells the names of pairs.
   *
   * @throws Transient if it has none that can be read
   */
  @Override
  public List<Message> records(Reply reply) throws Transient {
    pairs.take(reply);
    pairs.announceUnknown();
    return super.records(reply);
  }

  @Override
  String displayName(String id, JsonNode info) {
    return pairs.find(id).map(Pair::symbol).orElse(id);
  }
}
