package io.github.camelkraken.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jboss.logging.Logger;

/**
 * The one writer of a transactional id. Opening it shuts out whoever wrote under that id before and
 * ends what that one had begun. A Camel producer endpoint with {@code transacted=true} commits only
 * when its exchange ends and is not rebuilt after an outage, hence Kafka's own client.
 */
public final class FencedProducer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FencedProducer.class);

  private final String transactionalId;
  private final Producer<String, byte[]> producer;

  private FencedProducer(String transactionalId, Producer<String, byte[]> producer) {
    this.transactionalId = transactionalId;
    this.producer = producer;
  }

  /**
   * Shuts out who wrote before.
   *
   * @throws KafkaException if the broker does not answer
   */
  static FencedProducer open(KafkaClients clients, String transactionalId) {
    Producer<String, byte[]> producer = clients.transactionalProducer(transactionalId);
    try {
      producer.initTransactions();
    } catch (RuntimeException failure) {
      producer.close(Duration.ZERO);
      throw failure;
    }
    return new FencedProducer(transactionalId, producer);
  }

  /**
   * Writes all or nothing, in one transaction.
   *
   * @return where each record stands
   * @throws KafkaException if it is not known to be all; nothing more can be written then, and
   *     nobody can tell here whether the transaction took effect
   */
  public List<RecordMetadata> write(List<ProducerRecord<String, byte[]>> records) {
    producer.beginTransaction();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    records.forEach(entry -> sent.add(producer.send(entry)));
    // A send that failed makes the commit fail, so the futures are done and well afterwards.
    producer.commitTransaction();
    List<RecordMetadata> places = new ArrayList<>();
    for (Future<RecordMetadata> one : sent) {
      try {
        places.add(one.get());
      } catch (ExecutionException failure) {
        throw new KafkaException("committed, but without a place", failure.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new KafkaException("interrupted after a commit", interrupted);
      }
    }
    return places;
  }

  /** Whether somebody else has opened the same transactional id meanwhile. */
  public static boolean isFencing(Throwable failure) {
    return failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || (failure.getCause() != null && isFencing(failure.getCause()));
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  void close(Duration timeout) {
    try {
      producer.close(timeout);
    } catch (KafkaException failure) {
      LOG.debugf(failure, "Closing the producer %s failed", transactionalId);
    }
  }
}
