package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A private call as it arrived, and what it was told if it was answered. */
public final class ReceivedPrivateCall {
  private final Instant at = Instant.now();
  private final long nanos = System.nanoTime();
  private final String method;
  private final String endpoint;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Parameters parameters;
  private volatile List<String> errors;
  private volatile boolean stale;

  ReceivedPrivateCall(String method, String endpoint, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.endpoint = endpoint;
    this.headers = headers;
    this.body = body;
    this.parameters = Parameters.of(headers.get("Content-Type"), body);
  }

  /** When all of it had arrived, before any simulated delay. */
  public Instant at() {
    return at;
  }

  /** The same moment by {@link System#nanoTime()}. */
  public long nanos() {
    return nanos;
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** All that follows {@code /0/private/} in the path. */
  public String endpoint() {
    return endpoint;
  }

  /** The headers; their names in any case. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The header {@code API-Key}, empty without one. */
  public String key() {
    return headers.getOrDefault("API-Key", "");
  }

  /** The header {@code API-Sign}, empty without one. */
  public String signature() {
    return headers.getOrDefault("API-Sign", "");
  }

  /** The header {@code User-Agent}, empty without one: which of several processes called. */
  public String caller() {
    return headers.getOrDefault("User-Agent", "");
  }

  /** The body as it came over the wire. */
  public byte[] body() {
    return body.clone();
  }

  public Parameters parameters() {
    return parameters;
  }

  /** The decoded parameters; {@code close[price]} of a form is nested here. */
  public JsonNode json() {
    return parameters.json();
  }

  /** One parameter as text. */
  public Optional<String> parameter(String name) {
    return parameters.text(name);
  }

  /** The nonce as it was sent, null without one. */
  public String nonce() {
    return parameters.text("nonce").orElse(null);
  }

  /** Whether anything was sent back, be it by Kraken or in its place. */
  public boolean isAnswered() {
    return errors != null;
  }

  /** The error strings of the answer; none for a success, a page and a call without an answer. */
  public List<String> errors() {
    List<String> told = errors;
    return told == null ? List.of() : told;
  }

  /** Whether it was refused for its nonce, even if nobody was told. */
  public boolean isStale() {
    return stale;
  }

  void stale() {
    stale = true;
  }

  void answered(List<String> told) {
    errors = told;
  }

  byte[] bytes() {
    return body;
  }
}
