package io.github.camelkraken.journal;

import io.github.camelkraken.accounts.Account;
import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.accounts.Lanes;
import io.github.camelkraken.accounts.Ownership;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.lookups.Attributed;
import io.github.camelkraken.lookups.LookUps;
import io.github.camelkraken.requests.Rejection;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.requests.Results;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.InvalidNonce;
import io.github.camelkraken.rest.NotDelivered;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.rest.Role;
import io.github.camelkraken.topics.CompactedTopic;
import io.github.camelkraken.topics.Follower;
import io.github.camelkraken.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.apache.camel.spi.CamelEvent.CamelContextStoppedEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * What became of each request that changes something, on {@code kraken.orders.journal}. At most one
 * order comes of a request because
 *
 * <ol>
 *   <li>no attempt leaves before the broker has acknowledged that it may have been made ({@code
 *       SENT});
 *   <li>only one process can write that, and it has read all that was written before;
 *   <li>what has a {@code SENT} and no outcome is never sent again, but looked up;
 *   <li>only an answer that proves that nothing took effect erases it;
 *   <li>an outcome is written down ({@code DONE}) before anybody hears of it, and then stays the
 *       outcome of whoever asks for the same.
 * </ol>
 */
@Singleton
@Named("journal")
public class Journal {
  private static final Logger LOG = Logger.getLogger(Journal.class);

  private final Accounts accounts;
  private final Ownership ownership;
  private final CompactedTopic compacted;
  private final LookUps lookUps;
  private final Attributed attributed;
  private final Lanes lanes;
  private final Results results;
  private final Troubles troubles;
  private final MeterRegistry meters;
  private final String topic;
  private final Clock clock;
  private final Map<String, AccountJournal> journals = new ConcurrentHashMap<>();

  /** Reads on to the end; it hands records over while it holds its own lock. */
  private Follower follower;

  /** Reads single places, also while an account's journal is locked: so it is another one. */
  private Follower places;

  public Journal(
      KrakenConfig config,
      Accounts accounts,
      Ownership ownership,
      CompactedTopic compacted,
      LookUps lookUps,
      Attributed attributed,
      Lanes lanes,
      Results results,
      Troubles troubles,
      MeterRegistry meters,
      Clock clock) {
    this.accounts = accounts;
    this.ownership = ownership;
    this.compacted = compacted;
    this.lookUps = lookUps;
    this.attributed = attributed;
    this.lanes = lanes;
    this.results = results;
    this.troubles = troubles;
    this.meters = meters;
    this.topic = config.topicPrefix().topic(Topics.JOURNAL);
    this.clock = clock;
  }

  /**
   * Reads on to the end.
   *
   * @throws KafkaException if the end was not reached
   */
  public void read() {
    follower().catchUp(this::learn);
  }

  /** Reads on while another process writes, so that little is left to read when it is gone. */
  public void follow() {
    follower().readOn(this::learn);
    troubles.ended(Troubles.KAFKA);
  }

  /** Has what a former owner left without an outcome looked up. */
  public void lookUpLeftBehind() {
    for (Account account : accounts.all()) {
      AccountJournal journal = journal(account.name());
      List<Entry.Sent> leftBehind = journal.leftBehind();
      leftBehind.forEach(one -> lookUps.resume(one.request(), one.call()));
      LOG.infof(
          "Journal of account %s: names %d, calls to be looked up %d",
          account.name(), journal.size(), leftBehind.size());
    }
  }

  /** Another process acts for the accounts. */
  public void standBy() {
    journals.values().forEach(AccountJournal::standBy);
  }

  /**
   * Looks whether the request was answered before, or has to wait, or was stopped.
   *
   * @return its first outcome, or that it is not known yet, or the call to be made, or none of
   *     these: then it waits for another
   * @throws Rejection if its name is that of another request
   * @throws Canceled if a cancel came first
   * @throws KafkaException if it is not known what was written last
   * @throws RejectedExecutionException if another process acts for the accounts
   */
  public Object recall(@Variable("request") Request request, @Variable("call") PrivateCall call)
      throws Rejection, Canceled {
    if (!call.changes()) {
      return call;
    }
    // After a write that failed nobody knows here what is true until all is read again. Whoever
    // said then that an outcome comes later would have the record committed, and perhaps nobody
    // else knows of it.
    ownership.check();
    AccountJournal journal = journal(call.account());
    Recalled recalled = journal.recall(request, call, clock.instant());
    if (recalled instanceof Recalled.Outcome outcome) {
      return outcome.result();
    }
    if (recalled instanceof Recalled.Later later) {
      later.toBeLookedUp().ifPresent(one -> lookUps.resume(one.request(), one.call()));
      return journal.isToBeToldUnknown(request, call) ? results.undecided(request, call) : later;
    }
    if (call.row().role() == Role.CANCEL && call.attempts() == 0) {
      boolean stopped = journal.stop(request, call);
      lanes.wake(call.account());
      if (stopped) {
        return results.stoppedBeforeSending(request, call);
      }
    }
    return call;
  }

  /**
   * Writes down that the signed attempt leaves now.
   *
   * @throws Overtaken if the journal has something to say meanwhile: it is to be recalled again
   * @throws Canceled if a cancel came first
   * @throws Rejection if no more names can be remembered
   * @throws KafkaException if the broker has not acknowledged it: the attempt must not leave
   * @throws RejectedExecutionException if another process acts for the account
   */
  public void send(@Variable("request") Request request, @Variable("call") PrivateCall call)
      throws Overtaken, Canceled, Rejection {
    if (call.changes()) {
      journal(call.account()).send(request, call);
    }
    call.leaves();
  }

  /** Erases an attempt that surely took no effect. */
  public void release(
      @Variable("request") Request request,
      @Variable("call") PrivateCall call,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    boolean surely =
        failure instanceof RateLimited
            || failure instanceof NotDelivered
            || failure instanceof InvalidNonce;
    if (!surely || !call.changes() || call.isOpen()) {
      return;
    }
    try {
      journal(call.account()).release(request, call);
    } catch (KafkaException | RejectedExecutionException notErased) {
      // It only stays longer: this call may still be made, any other process looks it up.
      LOG.debugf("The journal keeps %s for now: %s", request, notErased.getMessage());
    }
  }

  /**
   * Writes an outcome down before it is published.
   *
   * @return what may be published
   */
  public Result outcome(@Body Result result) {
    if (result.call() == null || !result.call().changes()) {
      return result;
    }
    AccountJournal journal = journal(result.call().account());
    Result first = journal.outcome(result);
    // Only now: an attempt that is learned of in between would have nobody who looks it up
    journal
        .toBeLookedUp(result.request(), result.call())
        .ifPresent(one -> lookUps.resume(one.request(), one.call()));
    return first;
  }

  /** A result was published. */
  public void answered(@Variable("published") Result result) {
    troubles.ended(Troubles.KAFKA);
    AccountJournal journal = journals.get(result.request().account());
    if (journal != null && result.status().isFinal()) {
      journal.answered(result.request());
    }
  }

  /** The requests that need not wait any more: their order is decided, or their life is over. */
  public List<Request> released() {
    Instant now = clock.instant();
    return journals.values().stream()
        .map(journal -> journal.released(now))
        .flatMap(Collection::stream)
        .toList();
  }

  /** Forgets what is old enough. */
  public void sweep() {
    Instant now = clock.instant();
    journals.values().forEach(journal -> journal.sweep(now));
  }

  synchronized void stop(@Observes CamelContextStoppedEvent event) {
    if (follower != null) {
      follower.close();
      follower = null;
    }
    if (places != null) {
      places.close();
      places = null;
    }
  }

  private synchronized Follower follower() {
    if (follower == null) {
      follower = compacted.follow(topic);
    }
    return follower;
  }

  private synchronized Follower places() {
    if (places == null) {
      places = compacted.follow(topic);
    }
    return places;
  }

  private void learn(ConsumerRecord<String, byte[]> entry) {
    String account = entry.key().substring(0, entry.key().indexOf(Account.END_OF_NAME));
    if (accounts.find(account).isPresent()) {
      journal(account)
          .learn(entry)
          .ifPresent(
              known -> {
                if (known instanceof Entry.Done done) {
                  attributed.recalled(done.result());
                }
              });
    }
  }

  private AccountJournal journal(String account) {
    return journals.computeIfAbsent(
        account,
        name -> {
          Timer written = meters.timer("kraken.journal.write", "account", name);
          AccountJournal journal =
              new AccountJournal(
                  name,
                  entries -> written.record(() -> ownership.write(name, records(entries))),
                  offset -> Entry.of(places().at(offset).value()));
          meters.gauge(
              "kraken.journal.entries", Tags.of("account", name), journal, AccountJournal::size);
          return journal;
        });
  }

  private List<ProducerRecord<String, byte[]>> records(Map<String, Entry> entries) {
    return entries.entrySet().stream()
        .map(
            entry ->
                new ProducerRecord<>(
                    topic,
                    entry.getKey(),
                    entry.getValue() == null ? null : entry.getValue().bytes()))
        .toList();
  }
}
