package io.github.camelkraken.sandbox.fault;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A status that the edge sends in Kraken's place, with its page; the call takes no effect. */
public record HttpStatus(int status, Map<String, String> headers) implements Fault {
  public HttpStatus(int status) {
    this(status, Map.of());
  }

  /** 429 with {@code Retry-After}. */
  public static HttpStatus tooManyRequests(int retryAfterSeconds) {
    return new HttpStatus(429, Map.of("Retry-After", String.valueOf(retryAfterSeconds)));
  }

  @Override
  public void strike(Call call) {
    String page = "<html><head><title>" + status + "</title></head><body>edge</body></html>";
    call.send(status, headers, page.getBytes(StandardCharsets.UTF_8));
  }
}
