package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.node.NullNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.KrakenClock;
import io.github.camelkraken.rest.PrivateCall;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

/**
 * The calls whose outcome nobody knows. Nothing is ever sent again from here; Kraken's views are
 * looked at until they prove something.
 */
@Singleton
@Named("lookUps")
public class LookUps {
  /** Longer than the counters of a key that is in use hold a call back. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final KrakenConfig config;
  private final KrakenClock krakenClock;
  private final Clock clock;
  private final Announcements announcements;
  private final Attributed attributed;
  private final List<Undecided> undecided = new ArrayList<>();

  public LookUps(
      KrakenConfig config,
      KrakenClock krakenClock,
      Clock clock,
      Announcements announcements,
      Attributed attributed,
      MeterRegistry meters) {
    this.config = config;
    this.krakenClock = krakenClock;
    this.clock = clock;
    this.announcements = announcements;
    this.attributed = attributed;
    measure(meters, true);
    measure(meters, false);
  }

  /**
   * Takes a call that may have taken effect, its last attempt or, where that was refused, one
   * before; no other is made.
   */
  public synchronized void take(
      @Variable("request") Request request,
      @Variable("call") PrivateCall call,
      @ExchangeException Exception failure) {
    call.giveUp();
    add(request, call, "may have taken effect: " + failure.getMessage());
  }

  /**
   * Takes up a call that a former owner has left without an answer, unless it is looked up already:
   * when it was sent last, and its deadline, are set.
   */
  public synchronized void resume(Request request, PrivateCall call) {
    List<Undecided> before =
        undecided.stream().filter(one -> one.request().place().equals(request.place())).toList();
    if (before.stream().anyMatch(one -> one.call().nonce().equals(call.nonce()))) {
      return;
    }
    // An attempt that was looked up before may have been followed by another.
    undecided.removeAll(before);
    add(request, call, "was left without an answer and may have taken effect");
  }

  /** Another process has taken over: nothing is looked up here any more. */
  public synchronized void forget() {
    undecided.clear();
  }

  private void add(Request request, PrivateCall call, String what) {
    Instant now = clock.instant();
    // That of an entry written before there was this one is told by the clock as it is now
    Instant sent = call.sentAtKraken().orElseGet(() -> krakenClock.at(call.sentAt().orElse(now)));
    Undecided one = new Undecided(request, call, sent, config.unknownWindow().value(), now);
    undecided.add(one);
    announcements.announce(
        "UNKNOWN_OUTCOME",
        PrivateCall.scopeOf(call.account()),
        "%s of request %s %s; %s"
            .formatted(
                call.endpoint(),
                request.id(),
                what,
                one.proof().isPresent()
                    ? "it is looked up and never sent again"
                    : "look it up at Kraken, it is never sent again"));
  }

  /**
   * The looks that are to be taken now: one for each account and key, for all its calls that are
   * due or soon will be.
   */
  public synchronized List<Look> due() {
    Instant now = clock.instant();
    Map<List<Object>, List<Undecided>> byKey =
        undecided.stream()
            .filter(one -> one.isNearlyDue(now))
            .collect(
                Collectors.groupingBy(
                    one -> List.of(one.call().account(), one.call().role()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Look> looks = new ArrayList<>();
    for (List<Undecided> together : byKey.values()) {
      if (together.stream().anyMatch(one -> one.isDue(now))) {
        together.forEach(one -> one.pauses(now));
        looks.add(new Look(together, attributed));
      }
    }
    return looks;
  }

  /** What a look asks next. It does not wait for its turn for ever, as other looks wait for it. */
  public PrivateCall nextCall(@Variable("look") Look look) {
    return look.nextCall().until(clock.instant().plus(PATIENCE));
  }

  /** Takes an answer to what a look has asked. */
  public synchronized void saw(@Variable("look") Look look, @Body Answer answer) {
    look.saw(answer);
  }

  /**
   * Kraken does not show what a look has asked for; the answer in its place has nothing to see.
   *
   * @param call that was refused
   */
  public Answer nothing(@Variable("call") PrivateCall call) {
    return new Answer(call, NullNode.getInstance(), krakenClock.now(), clock.instant());
  }

  /** Ends a look: what it has proven is decided, unless it was forgotten meanwhile. */
  public synchronized void looked(@Variable("look") Look look) {
    look.ends(undecided, clock.instant());
  }

  /** Its last word is published. */
  public synchronized void settle(@Variable("undecided") Undecided one) {
    undecided.remove(one);
  }

  private void measure(MeterRegistry meters, boolean provable) {
    String tag = String.valueOf(provable);
    Gauge.builder("kraken.orders.undecided", () -> since(provable).size())
        .description("calls whose outcome nobody knows")
        .tag("provable", tag)
        .register(meters);
    Gauge.builder("kraken.orders.undecided.age", () -> oldest(provable))
        .description("for how long the oldest of them has been so")
        .baseUnit("seconds")
        .tag("provable", tag)
        .register(meters);
  }

  private long oldest(boolean provable) {
    Instant now = clock.instant();
    return since(provable).stream()
        .min(Instant::compareTo)
        .map(since -> Duration.between(since, now).toSeconds())
        .orElse(0L);
  }

  private synchronized List<Instant> since(boolean provable) {
    return undecided.stream()
        .filter(one -> one.proof().isPresent() == provable)
        .map(Undecided::since)
        .toList();
  }
}
