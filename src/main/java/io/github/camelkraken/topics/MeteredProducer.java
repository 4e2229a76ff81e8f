package io.github.camelkraken.topics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A producer that takes its metrics with it when it is closed. */
final class MeteredProducer<K, V> extends KafkaProducer<K, V> {
  private final KafkaClientMetrics metrics = new KafkaClientMetrics(this);

  MeteredProducer(Map<String, Object> settings, MeterRegistry meters) {
    super(settings);
    metrics.bindTo(meters);
  }

  /** Each other way to close ends here. */
  @Override
  public void close(Duration timeout) {
    metrics.close();
    super.close(timeout);
  }
}
