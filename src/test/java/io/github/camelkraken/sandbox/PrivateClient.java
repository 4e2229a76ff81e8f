package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelkraken.sandbox.auth.Signature;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Signs and sends private calls as a client of the simulated exchange does. */
final class PrivateClient {
  static final String FORM = "application/x-www-form-urlencoded";
  static final String JSON = "application/json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final SimulatedKey key;
  private long nonce = 1_000;

  PrivateClient(SimulatedKraken kraken, SimulatedKey key) {
    this.url = kraken.url();
    this.key = key;
  }

  /** A form with the next nonce and these names and values. */
  JsonNode call(String endpoint, String... fields) {
    return json(send(endpoint, FORM, form(fields)));
  }

  /** A form whose answer must be without errors. */
  JsonNode result(String endpoint, String... fields) {
    JsonNode answer = call(endpoint, fields);
    if (!answer.get("error").isEmpty()) {
      throw new AssertionError(answer.toString());
    }
    return answer.get("result");
  }

  /** A JSON body with the next nonce and these further fields, such as {@code "pair":"XBTUSD"}. */
  JsonNode callJson(String endpoint, String fields) {
    return json(send(endpoint, JSON, "{\"nonce\":\"" + ++nonce + "\"," + fields + "}"));
  }

  String form(String... fields) {
    StringBuilder form = new StringBuilder("nonce=").append(++nonce);
    for (int i = 0; i < fields.length; i += 2) {
      form.append('&').append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
    }
    return form.toString();
  }

  long nonce() {
    return nonce;
  }

  /** Signs this body with the newest nonce and sends it. */
  HttpResponse<byte[]> send(String endpoint, String contentType, String body) {
    String signature =
        Signature.of(
            "/0/private/" + endpoint,
            String.valueOf(nonce),
            body.getBytes(StandardCharsets.UTF_8),
            key.secret());
    return send(endpoint, contentType, body, signature);
  }

  HttpResponse<byte[]> send(String endpoint, String contentType, String body, String signature) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/0/private/" + endpoint))
            .header("Content-Type", contentType)
            .header("API-Key", key.key())
            .header("API-Sign", signature)
            .timeout(Duration.ofSeconds(5))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return MAPPER.readTree(answer.body());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The one error string of an answer. */
  static String error(JsonNode answer) {
    return answer.get("error").get(0).asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
