package io.github.camelkraken.requests;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.TopicPrefix;
import io.github.camelkraken.rest.Group;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Headers;

/** Takes requests from Kafka. */
@Singleton
@Named("inbox")
public class Inbox {
  private record Source(Group group, boolean urgent) {}

  private final Map<String, Source> sources;
  private final MeterRegistry meters;
  private final Clock clock;

  public Inbox(KrakenConfig config, MeterRegistry meters, Clock clock) {
    TopicPrefix prefix = config.topicPrefix();
    this.sources =
        Map.of(
            prefix.topic("orders.requests"), new Source(Group.ORDERS, false),
            prefix.topic("orders.urgent"), new Source(Group.ORDERS, true),
            prefix.topic("account.requests"), new Source(Group.ACCOUNT, false),
            prefix.topic("funding.requests"), new Source(Group.FUNDING, false));
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * The request of a record. Its headers go no further on the message: they are a stranger's, and
   * Camel would take some for instructions.
   */
  public Request receive(Message message) {
    String topic = message.getHeader(KafkaConstants.TOPIC, String.class);
    Source source = sources.get(topic);
    Request request =
        new Request(
            source.group(),
            source.urgent(),
            topic,
            message.getHeader(KafkaConstants.PARTITION, Integer.class),
            message.getHeader(KafkaConstants.OFFSET, Long.class),
            Instant.ofEpochMilli(message.getHeader(KafkaConstants.TIMESTAMP, Long.class)),
            message.getHeader(KafkaConstants.KEY, byte[].class),
            message.getBody(byte[].class),
            message.getHeader(KafkaConstants.HEADERS, Headers.class),
            clock.instant());
    message.removeHeaders("*");
    meters
        .timer("kraken.request.queued", "topic", request.topic())
        .record(Duration.between(request.recordTime(), request.receivedAt()));
    return request;
  }
}
