package io.github.camelkraken.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One GET to a public endpoint.
 *
 * @param endpoint Kraken's name for it, such as {@code Ticker}
 * @param target what of the feed it is for, such as a symbol; empty if the call is the whole feed
 * @param parameters of the query; values are encoded here
 */
public record PublicCall(String endpoint, String target, Map<String, String> parameters)
    implements Call {
  public PublicCall(String endpoint, String target) {
    this(endpoint, target, Map.of());
  }

  @Override
  public boolean mayBeRepeated() {
    return true;
  }

  /** The query string, encoded; empty where there are no parameters. */
  public String query() {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  /** The feed, or one pair of it. */
  @Override
  public String scope(String feed) {
    return scope(feed, target);
  }

  /** What is out of service when calls for this target of a feed fail. */
  public static String scope(String feed, String target) {
    return target.isEmpty() ? feed : feed + "/" + target;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
