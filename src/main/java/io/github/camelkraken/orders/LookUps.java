package io.github.camelkraken.orders;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.requests.Request;
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
  private final List<Undecided> undecided = new ArrayList<>();

  public LookUps(
      KrakenConfig config,
      KrakenClock krakenClock,
      Clock clock,
      Announcements announcements,
      MeterRegistry meters) {
    this.config = config;
    this.krakenClock = krakenClock;
    this.clock = clock;
    this.announcements = announcements;
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

  /** Takes up a call that a former owner of its account has left without an outcome. */
  public synchronized void resume(Request request, PrivateCall call) {
    List<Undecided> before =
        undecided.stream().filter(one -> one.request().place().equals(request.place())).toList();
    // An attempt that was looked up before may have been followed by another.
    if (before.stream().noneMatch(one -> one.call().nonce().equals(call.nonce()))) {
      undecided.removeAll(before);
      take(request, call, new IllegalStateException("the process that made it has ended"));
    }
  }

  /** Another process acts for the accounts. */
  public synchronized void forget() {
    undecided.clear();
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

  private synchronized int size() {
    return undecided.size();
  }
}
