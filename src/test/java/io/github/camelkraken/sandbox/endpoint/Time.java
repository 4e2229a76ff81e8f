package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Market;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** {@code Time} (rest.md 2.1). */
public final class Time implements PublicEndpoint {
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yy HH:mm:ss Z", Locale.US);

  @Override
  public String name() {
    return "Time";
  }

  @Override
  public JsonNode result(Market market, Map<String, String> query) {
    return JSON.objectNode()
        .put("unixtime", market.now().getEpochSecond())
        .put("rfc1123", RFC_1123.format(market.now().atOffset(ZoneOffset.UTC)));
  }
}
