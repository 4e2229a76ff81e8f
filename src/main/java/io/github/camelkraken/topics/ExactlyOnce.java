package io.github.camelkraken.topics;

import io.github.camelkraken.config.KrakenConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Publishes records and the cursor that they advance in one Kafka transaction, and knows the
 * cursors as the broker has them.
 *
 * <p>After any failure nobody can tell here whether the transaction took effect. So the producer is
 * thrown away, and the next use starts as the process does: shut out whoever wrote before, wait for
 * its transaction to end, read the cursors to their end.
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
  private final StandBack standBack;

  private FencedProducer producer;
  private Map<String, byte[]> cursors = Map.of();

  public ExactlyOnce(
      KrakenConfig config, KafkaClients clients, CompactedTopic compacted, Clock clock) {
    this.standBack = new StandBack(clock);
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
    standBack.check("pipeline");
    FencedProducer opened = clients.fence(transactionalId);
    try {
      cursors = new HashMap<>(compacted.read(cursorTopic));
    } catch (RuntimeException failure) {
      opened.close();
      throw failure;
    }
    producer = opened;
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
   * Publishes all or nothing. Between the making of the records and now the producer may have been
   * opened anew, and another pipeline may have published in between: then the records are not the
   * next ones any more.
   *
   * @throws KafkaException if it is not known to be all
   */
  public synchronized void publish(@Body Publication publication) {
    if (publication.isEmpty()) {
      return;
    }
    open();
    if (!Arrays.equals(publication.before(), cursors.get(publication.cursorKey()))) {
      throw new KafkaException(
          "another pipeline has moved the cursor %s meanwhile; two of them poll the same"
              .formatted(publication.cursorKey()));
    }
    try {
      List<ProducerRecord<String, byte[]>> records = new ArrayList<>(publication.records());
      records.add(new ProducerRecord<>(cursorTopic, publication.cursorKey(), publication.cursor()));
      producer.write(records);
      cursors.put(publication.cursorKey(), publication.cursor());
    } catch (RuntimeException failure) {
      close(Duration.ZERO);
      if (FencedProducer.isFencing(failure)) {
        LOG.warnf(
            "Another pipeline publishes with the transactional id %s. Both are safe, but one is too"
                + " many; this one stands back until %s",
            transactionalId, standBack.begin());
      }
      throw failure;
    }
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    close(CLOSE);
  }

  private void close(Duration timeout) {
    if (producer != null) {
      producer.close(timeout);
      producer = null;
    }
  }
}
