package io.github.camelkraken.topics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * A consumer that takes its metrics with it when it is closed. Camel makes a new one at each
 * reconnect; the lag that an old one saw last would otherwise be shown for ever.
 */
class MeteredConsumer extends KafkaConsumer<Object, Object> {
  private final KafkaClientMetrics metrics = new KafkaClientMetrics(this);

  MeteredConsumer(Map<String, Object> settings, MeterRegistry meters) {
    super(settings);
    metrics.bindTo(meters);
  }

  @Override
  public void close() {
    metrics.close();
    super.close();
  }

  @Override
  public void close(CloseOptions options) {
    metrics.close();
    super.close(options);
  }
}
