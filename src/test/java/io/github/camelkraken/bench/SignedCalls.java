package io.github.camelkraken.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelkraken.sandbox.auth.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Private calls written by hand, one after the other on a connection that is kept. */
final class SignedCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String kraken;
  private final String key;
  private final String secret;
  private long lastNonce;

  SignedCalls(String kraken, String key, String secret) {
    this.kraken = kraken;
    this.key = key;
    this.secret = secret;
  }

  /**
   * Kraken's result of a call.
   *
   * @throws IOException if it has none
   */
  JsonNode result(String endpoint, Map<String, String> parameters)
      throws IOException, InterruptedException {
    String path = "/0/private/" + endpoint;
    String nonce = nextNonce();
    byte[] body = form(nonce, parameters);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(kraken + path))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .header("API-Key", key)
            .header("API-Sign", Signature.of(path, nonce, body, secret))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream content = response.body()) {
      JsonNode envelope = JSON.readTree(content);
      if (response.statusCode() != 200 || !envelope.get("error").isEmpty()) {
        throw new IOException("Kraken says " + response.statusCode() + " " + envelope.get("error"));
      }
      return envelope.get("result");
    }
  }

  private String nextNonce() {
    Instant now = Instant.now();
    lastNonce = Math.max(now.getEpochSecond() * 1_000_000_000 + now.getNano(), lastNonce + 1);
    return String.valueOf(lastNonce);
  }

  private static byte[] form(String nonce, Map<String, String> parameters) {
    StringBuilder form = new StringBuilder("nonce=").append(nonce);
    parameters.forEach(
        (name, value) -> form.append('&').append(encoded(name)).append('=').append(encoded(value)));
    return form.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
