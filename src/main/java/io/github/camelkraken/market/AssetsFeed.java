package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The assets and their precision. */
@Singleton
@Named("assets")
public class AssetsFeed extends ReferenceFeed {
  public AssetsFeed() {
    super("assets", "Assets", "asset");
  }

  @Override
  String displayName(String id, JsonNode info) {
    return Pair.displayName(info.path("altname").asText(id));
  }
}
