package io.github.camelkraken.config;

import java.net.URI;

/** Where Kraken's REST API is: scheme, host and maybe a port. */
public record BaseUrl(URI uri) {
  public static BaseUrl of(String text) {
    URI uri;
    try {
      uri = URI.create(text.trim());
    } catch (IllegalArgumentException malformed) {
      uri = URI.create("");
    }
    boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    boolean bare =
        (uri.getRawPath() == null || uri.getRawPath().isEmpty())
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && uri.getRawUserInfo() == null;
    if (!http || uri.getHost() == null || !bare) {
      throw new IllegalArgumentException(
          "expects a URL without a path such as https://api.kraken.com");
    }
    return new BaseUrl(uri);
  }
}
