package io.github.camelkraken.topics;

import io.github.camelkraken.config.KrakenConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Publishes records and the cursor that they advance in one Kafka transaction, and knows the
 * cursors as the broker has them.
 *
 * <p>After any failure nobody can tell here whether the transaction took effect. So the producer is
 * thrown away, and the next use starts as the process does: shut out whoever wrote before, wait for
 * its transaction to end, read the cursors to their end. A Camel producer endpoint with {@code
 * transacted=true} commits only when its exchange ends and is not rebuilt after an outage, hence
 * Kafka's own client.
 */
@Singleton
@Named("exactlyOnce")
public class ExactlyOnce {
  private static final Logger LOG = Logger.getLogger(ExactlyOnce.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private final CompactedTopic compacted;
  private final String cursorTopic;
  private final String transactionalId;

  private KafkaProducer<String, byte[]> producer;
  private AutoCloseable metrics;
  private Map<String, byte[]> cursors = Map.of();

  public ExactlyOnce(KrakenConfig config, KafkaClients clients, CompactedTopic compacted) {
    this.clients = clients;
    this.compacted = compacted;
    this.cursorTopic = config.topicPrefix().topic(Topics.CURSORS);
    this.transactionalId = config.topicPrefix().topic("market");
  }

  /**
   * Makes the cursors known, if they are not.
   *
   * @throws KafkaException if the broker does not answer
   */
  public synchronized void open() {
    if (producer != null) {
      return;
    }
    KafkaProducer<String, byte[]> opened =
        clients.transactionalProducer(
            transactionalId,
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000,
                ProducerConfig.LINGER_MS_CONFIG, 0));
    try {
      opened.initTransactions();
      cursors = new HashMap<>(compacted.read(cursorTopic));
    } catch (RuntimeException failure) {
      opened.close(Duration.ZERO);
      throw failure;
    }
    producer = opened;
    metrics = clients.metricsOf(opened);
  }

  /**
   * A cursor as the broker has it; empty only if there surely is none.
   *
   * @throws KafkaException if the broker does not answer
   */
  public synchronized Optional<byte[]> cursor(String key) {
    open();
    return Optional.ofNullable(cursors.get(key));
  }

  /**
   * Publishes all or nothing.
   *
   * @throws KafkaException if it is not known to be all
   */
  public synchronized void publish(@Body Publication publication) {
    if (publication.isEmpty()) {
      return;
    }
    open();
    try {
      producer.beginTransaction();
      publication.records().forEach(producer::send);
      producer.send(
          new ProducerRecord<>(cursorTopic, publication.cursorKey(), publication.cursor()));
      // A send that failed makes the commit fail, so nobody has to look at the futures.
      producer.commitTransaction();
      cursors.put(publication.cursorKey(), publication.cursor());
    } catch (RuntimeException failure) {
      close(Duration.ZERO);
      throw failure;
    }
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    close(CLOSE);
  }

  private void close(Duration timeout) {
    if (producer == null) {
      return;
    }
    try {
      metrics.close();
      producer.close(timeout);
    } catch (Exception failure) {
      LOG.debugf(failure, "Closing the producer %s failed", transactionalId);
    }
    producer = null;
  }
}
