package io.github.camelkraken.accounts;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.topics.FencedProducer;
import io.github.camelkraken.topics.KafkaClients;
import io.github.camelkraken.topics.StandBack;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.spi.CamelEvent.CamelContextStoppedEvent;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Lets one process at a time write for the accounts. Taking over shuts out the former owner by each
 * account's transactional id, which the broker judges; so whoever can write knows that nobody else
 * has written since it took over and read. After any failure to write, nobody can tell here what
 * was written: the process takes over from itself then, in the same way.
 */
@Singleton
@Named("ownership")
public class Ownership {
  private static final Logger LOG = Logger.getLogger(Ownership.class);

  private enum State {
    STANDING_BY,
    /** The elected one, but what the former owner wrote is not yet read, or writing has failed. */
    TAKING_OVER,
    OWNER
  }

  private final Accounts accounts;
  private final KafkaClients clients;
  private final Troubles troubles;
  private final String prefix;
  private final StandBack standBack;
  private final Map<String, FencedProducer> producers = new ConcurrentHashMap<>();
  private volatile State state = State.STANDING_BY;

  public Ownership(
      Accounts accounts,
      KafkaClients clients,
      KrakenConfig config,
      Troubles troubles,
      Clock clock) {
    this.accounts = accounts;
    this.clients = clients;
    this.troubles = troubles;
    this.prefix = config.topicPrefix().topic("account.");
    this.standBack = new StandBack(clock);
  }

  /** Whether nothing keeps this process from writing. */
  public boolean isOwner() {
    return state == State.OWNER;
  }

  /**
   * Shuts out whoever wrote before. What it wrote must be read before {@link #taken()}.
   *
   * @throws KafkaException if the broker does not answer, or another process is given way
   */
  public synchronized void take() {
    standBack.check();
    close();
    state = State.TAKING_OVER;
    accounts
        .all()
        .forEach(account -> producers.put(account.name(), clients.fence(prefix + account.name())));
  }

  /** What the former owner wrote is read: from now on this process acts. */
  public synchronized void taken() {
    state = State.OWNER;
    troubles.ended(Troubles.KAFKA);
  }

  /** Another process was elected. */
  public synchronized void giveUp() {
    state = State.STANDING_BY;
    close();
  }

  /**
   * Lets the owner go on.
   *
   * @throws KafkaException if it is not known what was written last: it is being read
   * @throws RejectedExecutionException if another process acts for the accounts now
   */
  public void check() {
    State now = state;
    if (now == State.STANDING_BY) {
      throw new RejectedExecutionException("another process acts for the accounts");
    }
    if (now != State.OWNER) {
      throw takingOver();
    }
  }

  /**
   * Writes for an account, all or nothing.
   *
   * @return where each record stands
   * @throws KafkaException if it is not known to be all; taking over anew shows what was written
   * @throws RejectedExecutionException if another process acts for the accounts now
   */
  public List<RecordMetadata> write(String account, List<ProducerRecord<String, byte[]>> records) {
    FencedProducer producer = producers.get(account);
    check();
    if (producer == null) {
      throw takingOver();
    }
    synchronized (producer) {
      try {
        List<RecordMetadata> places = producer.write(records);
        troubles.ended(Troubles.KAFKA);
        return places;
      } catch (RuntimeException failure) {
        failed(producer, account, failure);
        throw failure instanceof KafkaException
            ? failure
            : new KafkaException("writing for account " + account + " failed", failure);
      }
    }
  }

  synchronized void stop(@Observes CamelContextStoppedEvent event) {
    giveUp();
  }

  private synchronized void failed(
      FencedProducer producer, String account, RuntimeException failure) {
    if (producers.get(account) != producer || state != State.OWNER) {
      return; // it was taken over anew meanwhile
    }
    state = State.TAKING_OVER;
    if (FencedProducer.isFencing(failure)) {
      LOG.warnf(
          "Another process has taken over account %s; this one stands back until %s",
          account, standBack.begin());
    }
  }

  private static KafkaException takingOver() {
    return new KafkaException("the journal is being taken over");
  }

  private void close() {
    producers.values().forEach(FencedProducer::close);
    producers.clear();
  }
}
