package io.github.camelkraken.orders;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.requests.Answered;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.Waiting;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.KrakenClock;
import io.github.camelkraken.rest.PrivateCall;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

/**
 * The calls whose outcome nobody knows, and the requests that wait for one of them. Nothing is ever
 * sent again from here; Kraken's views of orders are looked at until they prove something.
 */
@Singleton
@Named("lookUps")
public class LookUps {
  /** The calls whose orders can be found by what they were named. */
  private static final Set<String> PROVABLE = Set.of("AddOrder", "AddOrderBatch");

  private final KrakenConfig config;
  private final KrakenClock krakenClock;
  private final Clock clock;
  private final Announcements announcements;
  private final Answered answered;
  private final List<Undecided> undecided = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();

  public LookUps(
      KrakenConfig config,
      KrakenClock krakenClock,
      Clock clock,
      Announcements announcements,
      Answered answered,
      MeterRegistry meters) {
    this.config = config;
    this.krakenClock = krakenClock;
    this.clock = clock;
    this.announcements = announcements;
    this.answered = answered;
    meters.gauge("kraken.orders.undecided", this, LookUps::size);
  }

  /** Takes a call whose last attempt is without an answer. */
  public synchronized void take(
      @Variable("request") Request request,
      @Variable("call") PrivateCall call,
      @ExchangeException Exception failure) {
    boolean provable = PROVABLE.contains(call.endpoint());
    announcements.announce(
        "UNKNOWN_OUTCOME",
        PrivateCall.scopeOf(call.account()),
        "%s of request %s may have taken effect: %s; %s"
            .formatted(
                call.endpoint(),
                request.id(),
                failure.getMessage(),
                provable
                    ? "it is looked up and never sent again"
                    : "look it up at Kraken, it is never sent again"));
    if (provable) {
      Instant now = clock.instant();
      Instant sent = krakenClock.at(call.sentAt().orElse(now));
      undecided.add(new Undecided(request, call, sent, config.unknownWindow().value(), now));
    }
  }

  /**
   * Whether the call must wait for an order that it names. A query need not, nor one that is too
   * old to be made.
   */
  public synchronized boolean concern(@Variable("call") PrivateCall call) {
    List<String> names = OrderNames.of(call);
    return call.changes()
        && !isOver(call)
        && undecided.stream()
            .filter(other -> other.call().account().equals(call.account()))
            .anyMatch(other -> other.isNamedBy(names));
  }

  /** Lets a request wait until the order that it names is decided. */
  public synchronized void park(
      @Variable("request") Request request, @Variable("call") PrivateCall call) {
    answered.waits(request);
    waiting.add(new Waiting(request, call));
  }

  /** Those that are to be looked up now. */
  public synchronized List<Undecided> due() {
    Instant now = clock.instant();
    List<Undecided> due = undecided.stream().filter(one -> one.isDue(now)).toList();
    due.forEach(one -> one.pauses(now));
    return due;
  }

  /** Takes an answer about open orders. */
  public synchronized void sawOpen(@Variable("undecided") Undecided one, @Body Answer answer) {
    one.sawOpen(answer);
  }

  /** Takes an answer about closed orders. */
  public synchronized void sawClosed(@Variable("undecided") Undecided one, @Body Answer answer) {
    one.sawClosed(answer);
  }

  /** Ends a look that has seen open and closed orders. */
  public synchronized void looked(@Variable("undecided") Undecided one) {
    one.looked(clock.instant());
  }

  /** Its last word is published. */
  public synchronized void settle(@Variable("undecided") Undecided one) {
    undecided.remove(one);
  }

  /** The requests that need not wait any more: their order is decided, or their life is over. */
  public synchronized List<Waiting> released() {
    List<Waiting> released = waiting.stream().filter(one -> !concern(one.call())).toList();
    waiting.removeAll(released);
    return released;
  }

  private boolean isOver(PrivateCall call) {
    return call.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent();
  }

  private synchronized int size() {
    return undecided.size();
  }
}
