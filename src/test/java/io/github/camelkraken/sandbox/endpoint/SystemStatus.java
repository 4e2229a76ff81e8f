package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Market;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** {@code SystemStatus} (rest.md 2.2). */
public final class SystemStatus implements PublicEndpoint {
  @Override
  public String name() {
    return "SystemStatus";
  }

  @Override
  public JsonNode result(Market market, Map<String, String> query) {
    return JSON.objectNode()
        .put("status", market.status())
        .put("timestamp", market.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
