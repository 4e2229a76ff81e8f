package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.Endpoint.Feature;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.InvalidNonce;
import io.github.camelkraken.rest.KeyFault;
import io.github.camelkraken.rest.KrakenClock;
import io.github.camelkraken.rest.KrakenException;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.rest.Refused;
import io.github.camelkraken.rest.Role;
import io.github.camelkraken.rest.SignedHeaders;
import io.github.camelkraken.rest.Signer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;

/** The steps of a private call that only its key's lane may take. */
@Singleton
@Named("lanes")
public class Lanes {
  private static final String DEADLINE = "deadline";

  /** Kraken takes a deadline from two seconds to a minute ahead (rest.md 4.1). */
  private static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(2);

  private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(60);
  private static final Duration BEYOND_TIMEOUT = Duration.ofSeconds(5);

  private final Accounts accounts;
  private final Nonces nonces;
  private final KrakenConfig config;
  private final KrakenClock krakenClock;
  private final Clock clock;
  private final Announcements announcements;
  private final Troubles troubles;
  private final MeterRegistry meters;
  private final LongSupplier nanos;
  private final Map<Key, Lane> lanes = new ConcurrentHashMap<>();
  private final Map<Account, PairCounters> pairs = new ConcurrentHashMap<>();

  @Inject
  public Lanes(
      Accounts accounts,
      Nonces nonces,
      KrakenConfig config,
      KrakenClock krakenClock,
      Clock clock,
      Announcements announcements,
      Troubles troubles,
      MeterRegistry meters) {
    this(
        accounts,
        nonces,
        config,
        krakenClock,
        clock,
        announcements,
        troubles,
        meters,
        System::nanoTime);
  }

  Lanes(
      Accounts accounts,
      Nonces nonces,
      KrakenConfig config,
      KrakenClock krakenClock,
      Clock clock,
      Announcements announcements,
      Troubles troubles,
      MeterRegistry meters,
      LongSupplier nanos) {
    this.accounts = accounts;
    this.nonces = nonces;
    this.config = config;
    this.krakenClock = krakenClock;
    this.clock = clock;
    this.announcements = announcements;
    this.troubles = troubles;
    this.meters = meters;
    this.nanos = nanos;
  }

  /** All lanes, one for each key. */
  public List<Lane> all() {
    return accounts.all().stream()
        .flatMap(account -> account.keys().values().stream().map(key -> lane(account, key)))
        .toList();
  }

  /** The lane that the calls of a role take, of an account that is configured. */
  Lane lane(String account, Role role) {
    Account its = accounts.find(account).orElseThrow();
    return lane(its, its.key(role));
  }

  Lane lane(PrivateCall call) {
    return lane(call.account(), call.role());
  }

  /**
   * Gives up all calls: who waits in a lane is let go with a {@link
   * java.util.concurrent.RejectedExecutionException}, and so is whoever comes. A call that is under
   * way is not touched.
   */
  public void standBy() {
    all().forEach(Lane::standBy);
  }

  /**
   * Takes the calls up: each lane is used once its key was checked anew, which also raises Kraken's
   * nonce above all that another process has signed. A lockout stays; a fault is what that check
   * finds.
   */
  public void resume() {
    all().forEach(Lane::resume);
  }

  /** Lets the calls of an account that wait look again whether they were stopped. */
  public void wake(String account) {
    all().stream().filter(lane -> lane.account().name().equals(account)).forEach(Lane::wake);
  }

  /**
   * Waits for the call's turn. Whatever happens then, {@link #leave} must follow.
   *
   * @throws Expired if its life ends meanwhile
   * @throws Canceled if a cancel stops it meanwhile
   * @throws LockedOut if Kraken has locked the key out
   * @throws KeyFault if Kraken does not take the key
   */
  public void enter(@Variable("call") PrivateCall call, Exchange exchange)
      throws Expired, Canceled, LockedOut, KeyFault, InterruptedException {
    // What an earlier attempt failed with is not what this one fails with.
    exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
    Lane lane = lane(call);
    long came = nanos.getAsLong();
    lane.enter(call);
    meters
        .timer("kraken.lane.wait", tags(lane.account(), lane.key()))
        .record(nanos.getAsLong() - came, TimeUnit.NANOSECONDS);
  }

  /**
   * Makes the message that goes out: nonce, body and signature belong together and are never used
   * again.
   *
   * @throws Expired if there is not enough of its life left for Kraken's deadline
   * @throws org.apache.kafka.common.KafkaException if no nonce could be reserved
   */
  public void sign(@Variable("call") PrivateCall call, Message message) throws Expired {
    Lane lane = lane(call);
    Key key = lane.key();
    Instant now = clock.instant();
    ObjectNode parameters = call.parameters();
    Instant deadline = null;
    if (call.row().takes(Feature.DEADLINE)) {
      deadline = deadline(call, now);
      parameters = parameters.deepCopy().put(DEADLINE, deadline.toString());
    }
    String nonce = nonces.next(call.account(), key.api());
    byte[] body = call.row().encoding().body(nonce, parameters);
    message.setBody(body);
    message.setHeader(Exchange.HTTP_PATH, call.endpoint());
    message.setHeader(Exchange.CONTENT_TYPE, call.row().encoding().contentType());
    message.setHeader(SignedHeaders.KEY, key.api().value());
    message.setHeader(
        SignedHeaders.SIGN, Signer.sign(call.row().path(), nonce, body, key.secret().bytes()));
    call.signed(now, krakenClock.at(now), deadline, nonce);
    lane.sends();
  }

  /** Lets the next call go, and notes what this one says about the key and about orders. */
  public void leave(
      @Variable("call") PrivateCall call,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
      @Body Object body) {
    Lane lane = lane(call);
    try {
      lane.arrived();
      if (failure instanceof KrakenException refusal) {
        call.failed(refusal);
        learn(lane, call, refusal);
      } else if (failure == null) {
        troubles.ended(lane.account().scope());
      }
      if (body instanceof Answer answer && failure == null) {
        lane.touched(call, answer.result());
      } else if (call.isOpen() || call.isUnanswered() && !(failure instanceof KrakenException)) {
        lane.touched(call, null);
      }
    } finally {
      lane.leave();
    }
  }

  /** The key's nonces are refused again and again: somebody else uses it too. */
  public void shared(@Variable("call") PrivateCall call) {
    Lane lane = lane(call);
    giveUpKey(
        lane,
        "KEY_SHARED",
        "Kraken refuses nonce after nonce: another program uses this key ("
            + lane.key().property()
            + "), or once used it with a finer unit than nanoseconds; give each program a key of its"
            + " own and restart");
  }

  /** Kraken does not even tell what the key may do: it would refuse all else, too. */
  public void unchecked(@Variable("call") PrivateCall check, @ExchangeException Refused failure) {
    Lane lane = lane(check);
    String reason =
        "%s: Kraken does not tell what %s may do; it is asked again every ten seconds"
            .formatted(failure.getMessage(), lane.key().property());
    if (lane.suspendKey(reason)) {
      announcements.announce("KEY_FAULT", lane.account().scope(), reason);
    }
  }

  void refuse(Lane lane, String reason) {
    giveUpKey(lane, "KEY_FAULT", reason);
  }

  void end(@Observes CamelContextStoppingEvent event) {
    lanes.values().forEach(Lane::end);
  }

  private void learn(Lane lane, PrivateCall call, KrakenException failure) {
    String scope = lane.account().scope();
    if (failure instanceof LockedOut lockedOut) {
      Instant until = lane.lockOut();
      lockedOut.lasts(until);
      announcements.announce(
          "LOCKED_OUT",
          scope,
          "%s: no call with %s until %s"
              .formatted(failure.getMessage(), lane.key().property(), until));
    } else if (failure instanceof KeyFault) {
      giveUpKey(
          lane,
          "KEY_FAULT",
          "%s: mend %s and its secret, then restart"
              .formatted(failure.getMessage(), lane.key().property()));
    } else if (failure instanceof RateLimited limited) {
      lane.limited(call, limited);
    } else if (failure instanceof InvalidNonce) {
      nonces.refused(lane.key().api());
    }
  }

  private void giveUpKey(Lane lane, String event, String reason) {
    if (lane.giveUpKey(reason)) {
      announcements.announce(event, lane.account().scope(), reason);
    }
  }

  private Instant deadline(PrivateCall call, Instant now) throws Expired {
    Instant krakenNow = krakenClock.at(now);
    Duration timeout = config.restTimeout().value().plus(BEYOND_TIMEOUT);
    Instant latest =
        krakenNow.plus(timeout.compareTo(LONGEST_DEADLINE) > 0 ? LONGEST_DEADLINE : timeout);
    latest = earlier(latest, call.expiresAt().map(krakenClock::at));
    latest =
        earlier(
            latest,
            Optional.ofNullable(call.parameters().path(DEADLINE).textValue()).map(Instant::parse));
    if (latest.isBefore(krakenNow.plus(SHORTEST_DEADLINE))) {
      throw new Expired("too old to be sent: Kraken's deadline needs two seconds of its life");
    }
    return latest.truncatedTo(ChronoUnit.MILLIS);
  }

  private static Instant earlier(Instant one, Optional<Instant> other) {
    return other.filter(instant -> instant.isBefore(one)).orElse(one);
  }

  private Lane lane(Account account, Key key) {
    return lanes.computeIfAbsent(
        key,
        added -> {
          Budget budget = new Budget(account.tier(), pairs(account), nanos.getAsLong());
          measure(account, key.role().toString(), "", "rest", budget.key());
          Lane lane = new Lane(account, key, clock, nanos, budget);
          Tags tags = tags(account, key);
          meters.gauge("kraken.lane.waiting", tags, lane, Lane::waiting);
          meters.gauge("kraken.key.usable", tags, lane, its -> its.trouble().isEmpty() ? 1 : 0);
          return lane;
        });
  }

  private static Tags tags(Account account, Key key) {
    return Tags.of("account", account.name(), "key", key.role().toString());
  }

  private PairCounters pairs(Account account) {
    return pairs.computeIfAbsent(
        account,
        added ->
            new PairCounters(
                account.tier(),
                (pair, counter) -> measure(account, "", pair, "engine", counter),
                nanos.getAsLong()));
  }

  /** Prometheus wants the same tags on all; one that is empty is as good as none there. */
  private void measure(Account account, String key, String pair, String kind, Counter counter) {
    Gauge.builder("kraken.budget", counter, its -> its.remaining(nanos.getAsLong()).doubleValue())
        .tags("account", account.name(), "key", key, "pair", pair, "counter", kind)
        .register(meters);
  }
}
