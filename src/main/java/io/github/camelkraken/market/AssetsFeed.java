package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Message;

/** The assets and their precision. */
@Singleton
@Named("assets")
public class AssetsFeed extends ReferenceFeed {
  public AssetsFeed() {
    super("assets", "Assets", "asset");
  }

  /**
   * One record for each asset of the answer.
   *
   * @throws Transient if it has none that can be read
   */
  public List<Message> records(@Body Reply reply) throws Transient {
    return entries(reply);
  }

  @Override
  String displayName(String id, JsonNode info) {
    return Pair.displayName(info.path("altname").asText(id));
  }
}
