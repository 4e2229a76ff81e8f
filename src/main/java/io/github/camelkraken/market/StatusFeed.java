package io.github.camelkraken.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;

/** The state of the exchange, and how far this machine's clock is ahead of Kraken's. */
@Singleton
@Named("status")
public class StatusFeed extends Feed {
  private static final String KEY = "spot";
  private static final String TIME = "Time";
  private static final String STATUS = "SystemStatus";

  /** Kraken's clock is told in whole seconds, so on average half a second has passed since. */
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private volatile Duration skew;

  public StatusFeed() {
    super("status");
  }

  @Override
  public List<String> targets() {
    return List.of(TIME, STATUS);
  }

  /** How far this machine's clock is ahead of Kraken's; empty before Kraken has told the time. */
  public Optional<Duration> skew() {
    return Optional.ofNullable(skew);
  }

  @Override
  public List<PublicCall> calls() {
    return targets().stream().map(endpoint -> new PublicCall(endpoint, endpoint)).toList();
  }

  /**
   * The state, once Time has told the skew.
   *
   * @throws Transient if the answer is not Kraken's
   */
  @Override
  public List<Message> records(Reply reply) throws Transient {
    if (reply.call().endpoint().equals(TIME)) {
      Instant kraken = Fields.seconds(reply.result(), "unixtime");
      skew = Duration.between(kraken.plus(HALF_A_SECOND), reply.receivedAt());
      return List.of();
    }
    JsonNode status = reply.result().path("status");
    JsonNode timestamp = reply.result().path("timestamp");
    if (!status.isTextual() || !isTime(timestamp)) {
      throw new Transient("expected status and timestamp");
    }
    Long skewMillis = skew == null ? null : skew.toMillis();
    byte[] value =
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("status", status.textValue());
              json.writeStringField("timestamp", timestamp.textValue());
              json.writeObjectField("clock_skew_ms", skewMillis);
              json.writeEndObject();
            });
    String id = KEY + "/" + timestamp.textValue() + "/" + status.textValue() + "/" + skewMillis;
    return messages(List.of(record(STATUS, KEY, id, reply.receivedAt(), value)));
  }

  private static boolean isTime(JsonNode timestamp) {
    try {
      return timestamp.isTextual() && Instant.parse(timestamp.textValue()) != null;
    } catch (DateTimeParseException notATime) {
      return false;
    }
  }
}
