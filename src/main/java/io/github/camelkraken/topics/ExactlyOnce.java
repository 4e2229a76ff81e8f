package io.github.camelkraken.topics;

import io.github.camelkraken.config.KrakenConfig;
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
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Body;
import org.apache.camel.spi.CamelEvent.CamelContextStoppedEvent;
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

  private volatile boolean taken;
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
   * Shuts out whoever published before, and makes the cursors known. From now on this process may
   * publish.
   *
   * @throws KafkaException if the broker does not answer, or another process is given way
   */
  public synchronized void take() {
    open();
    taken = true;
  }

  /** Another process publishes from now on. */
  public synchronized void giveUp() {
    taken = false;
    close(Duration.ZERO);
  }

  /** Whether this process may publish, as far as it knows; never waits for the broker. */
  public boolean isTaken() {
    return taken;
  }

  /**
   * A cursor as the broker has it; empty only if there surely is none.
   *
   * @throws KafkaException if the broker does not answer
   * @throws RejectedExecutionException if another process publishes now
   */
  public synchronized Optional<byte[]> cursor(String key) {
    check();
    open();
    return Optional.ofNullable(cursors.get(key));
  }

  /**
   * Publishes all or nothing. Between the making of the records and now the producer may have been
   * opened anew, and another process may have published in between: then the records are not the
   * next ones any more.
   *
   * @throws KafkaException if it is not known to be all
   * @throws RejectedExecutionException if another process publishes now
   */
  public synchronized void publish(@Body Publication publication) {
    if (publication.isEmpty()) {
      return;
    }
    check();
    open();
    if (!Arrays.equals(publication.before(), cursors.get(publication.cursorKey()))) {
      throw new KafkaException(
          "another process has moved the cursor %s meanwhile".formatted(publication.cursorKey()));
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
            "Another process publishes with the transactional id %s; this one stands back until %s",
            transactionalId, standBack.begin());
      }
      throw failure;
    }
  }

  synchronized void stop(@Observes CamelContextStoppedEvent event) {
    close(CLOSE);
  }

  private void check() {
    if (!taken) {
      throw new RejectedExecutionException("another process publishes");
    }
  }

  private void open() {
    if (producer != null) {
      return;
    }
    standBack.check();
    FencedProducer opened = clients.fence(transactionalId);
    try {
      cursors = new HashMap<>(compacted.read(cursorTopic));
    } catch (RuntimeException failure) {
      opened.close();
      throw failure;
    }
    producer = opened;
  }

  private void close(Duration timeout) {
    if (producer != null) {
      producer.close(timeout);
      producer = null;
    }
  }
}
