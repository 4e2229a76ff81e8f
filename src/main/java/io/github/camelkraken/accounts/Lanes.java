package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.Endpoint.Feature;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.KeyFault;
import io.github.camelkraken.rest.KrakenClock;
import io.github.camelkraken.rest.KrakenException;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.Pace;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.rest.SignedHeaders;
import io.github.camelkraken.rest.Signer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
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
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  public Lanes(
      Accounts accounts,
      Nonces nonces,
      KrakenConfig config,
      KrakenClock krakenClock,
      Clock clock,
      Announcements announcements,
      Troubles troubles) {
    this.accounts = accounts;
    this.nonces = nonces;
    this.config = config;
    this.krakenClock = krakenClock;
    this.clock = clock;
    this.announcements = announcements;
    this.troubles = troubles;
  }

  /** All lanes, one for each account. */
  public Collection<Lane> all() {
    return accounts.all().stream().map(account -> lane(account.name())).toList();
  }

  /** The lane of an account that is configured. */
  Lane lane(String account) {
    return lanes.computeIfAbsent(account, name -> lane(accounts.find(name).orElseThrow()));
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
    lane(call.account()).enter(call);
  }

  /**
   * Makes the message that goes out: nonce, body and signature belong together and are never used
   * again.
   *
   * @throws Expired if there is not enough of its life left for Kraken's deadline
   * @throws org.apache.kafka.common.KafkaException if no nonce could be reserved
   */
  public void sign(@Variable("call") PrivateCall call, Message message) throws Expired {
    Account account = lane(call.account()).account();
    Instant now = clock.instant();
    ObjectNode parameters = call.parameters();
    Instant deadline = null;
    if (call.row().takes(Feature.DEADLINE)) {
      deadline = deadline(call, now);
      parameters = parameters.deepCopy().put(DEADLINE, deadline.toString());
    }
    String nonce = nonces.next(account.name(), account.key());
    byte[] body = call.row().encoding().body(nonce, parameters);
    message.setBody(body);
    message.setHeader(Exchange.HTTP_PATH, call.endpoint());
    message.setHeader(Exchange.CONTENT_TYPE, call.row().encoding().contentType());
    message.setHeader(SignedHeaders.KEY, account.key().value());
    message.setHeader(
        SignedHeaders.SIGN, Signer.sign(call.row().path(), nonce, body, account.secret().bytes()));
    call.signed(now, deadline, nonce);
  }

  /** Lets the next call go, and notes what this one says about the key. */
  public void leave(
      @Variable("call") PrivateCall call,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    Lane lane = lane(call.account());
    try {
      if (failure instanceof KrakenException refusal) {
        call.failed(refusal);
        learn(lane, refusal);
      } else if (failure == null) {
        lane.succeeded();
        troubles.ended(lane.account().scope());
      }
    } finally {
      lane.leave();
    }
  }

  /** The key's nonces are refused again and again: somebody else uses it too. */
  public void shared(@Variable("call") PrivateCall call) {
    stop(
        lane(call.account()),
        "KEY_SHARED",
        "Kraken refuses nonce after nonce: another program uses this key, or once used it with a"
            + " finer unit than nanoseconds; give each program a key of its own and restart");
  }

  void refuse(Lane lane, String reason) {
    stop(lane, "KEY_FAULT", reason);
  }

  /** Lets waiting calls look whether they were stopped. */
  public void wake(String account) {
    lane(account).wake();
  }

  /** Another process acts for the accounts: who waits is let go. */
  public void shut() {
    lanes.values().forEach(Lane::end);
  }

  /** This process acts for the accounts, once each key is checked. */
  public void reopen() {
    lanes.values().forEach(Lane::reopen);
  }

  void stop(@Observes CamelContextStoppingEvent event) {
    lanes.values().forEach(Lane::end);
  }

  private void learn(Lane lane, KrakenException failure) {
    String scope = lane.account().scope();
    if (failure instanceof LockedOut lockedOut) {
      Instant until = lane.lockOut();
      lockedOut.lasts(until);
      announcements.announce(
          "LOCKED_OUT", scope, "%s: no call until %s".formatted(failure.getMessage(), until));
    } else if (failure instanceof KeyFault) {
      stop(
          lane,
          "KEY_FAULT",
          failure.getMessage() + ": mend kraken.api-key and its secret, then restart");
    } else if (failure instanceof RateLimited limited) {
      lane.limited(limited);
    }
  }

  private void stop(Lane lane, String event, String reason) {
    if (lane.stop(reason)) {
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

  private Lane lane(Account account) {
    KrakenConfig.Backoff backoff = config.backoff();
    return new Lane(account, clock, pace(backoff), pace(backoff));
  }

  private static Pace pace(KrakenConfig.Backoff backoff) {
    return new Pace(
        Duration.ZERO, backoff.first().value(), backoff.factor().value(), backoff.max().value());
  }
}
