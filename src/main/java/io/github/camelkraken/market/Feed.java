package io.github.camelkraken.market;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.Polls;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import io.github.camelkraken.topics.CloudEvent;
import io.github.camelkraken.topics.Publication;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.Variable;

/**
 * One endpoint of Kraken's, polled into one topic. The route's timer says when there is a round; a
 * feed says which calls the round makes and what an answer becomes.
 */
public abstract class Feed {
  private final String name;
  private final Set<String> oddOnes = ConcurrentHashMap.newKeySet();
  private final Map<String, Runnable> whenPublished = new ConcurrentHashMap<>();
  private Round round;

  @Inject KrakenConfig config;
  @Inject MarketPairs pairs;
  @Inject Troubles troubles;
  @Inject MeterRegistry meters;
  @Inject CamelContext camel;
  @Inject Clock clock;

  /**
   * @param name of the route, and of the topic after {@code <prefix>.market.}
   */
  protected Feed(String name) {
    this.name = name;
  }

  @PostConstruct
  void begin() {
    round = new Round(Polls.of(config).get(name), config, clock);
  }

  public final String name() {
    return name;
  }

  /** How often each target is to be polled; empty if the feed is off. */
  public final Optional<Duration> period() {
    return Polls.of(config).get(name).every();
  }

  /** The calls of a whole round, one for each target. */
  public abstract List<PublicCall> calls();

  /** The targets of the calls, without looking at where each stands. */
  public abstract List<String> targets();

  /** Whether a call of the round remains, because it was not made yet or asked to go on at once. */
  public final boolean hasRemaining() {
    return targets().stream().anyMatch(round::isDue);
  }

  /** The calls that remain of the round, the longest unpolled first; they count as polled now. */
  public final List<PublicCall> remaining() {
    return round.take(calls());
  }

  /**
   * What an answer becomes: messages for an endpoint of Camel's that is the topic, or a {@link
   * Publication}; an empty one where there is nothing new.
   *
   * @throws Transient if the answer is not Kraken's
   */
  public abstract Object records(@Body Reply reply) throws Transient;

  /** The call was answered, and what came of it, if anything, is acknowledged by the broker. */
  public final void done(@Variable("call") PublicCall call, @Body Object published) {
    Optional.ofNullable(whenPublished.remove(call.target())).ifPresent(Runnable::run);
    troubles.ended(call.scope(name));
    if (!isNothing(published)) {
      troubles.ended(Troubles.KAFKA);
    }
    // With the broker away it is not known whether it would have taken what was not there.
    if (troubles.reason(Troubles.KAFKA).isEmpty()) {
      round.succeeded(call.target());
    }
  }

  private static boolean isNothing(Object published) {
    return published instanceof Publication publication
        ? publication.isEmpty()
        : published instanceof List<?> records && records.isEmpty();
  }

  /**
   * Has this run as soon as the broker has acknowledged what the answer for this target became. It
   * takes the place of what was to be run for an answer that was not published, so a feed that
   * calls this calls it for each answer.
   */
  protected final void whenPublished(String target, Runnable step) {
    whenPublished.put(target, step);
  }

  /** When the broker last acknowledged what came of this target. */
  public final Optional<Instant> lastSuccess(String target) {
    return round.lastSuccess(target);
  }

  /** Asks for the target once more in this round. */
  protected final void again(String target) {
    round.again(target);
  }

  /**
   * Takes one entry of an answer that has many. An entry that is not Kraken's is left out, counted
   * and noted as a trouble, so that one odd pair does not take all others out of service.
   */
  protected final void each(String symbol, Entry entry) {
    try {
      entry.take();
      if (oddOnes.remove(symbol)) {
        troubles.ended(PublicCall.scope(name, symbol));
      }
    } catch (Transient odd) {
      meters.counter("kraken.malformed", "route", name).increment();
      oddOnes.add(symbol);
      troubles.began(PublicCall.scope(name, symbol), "left out, " + odd.getMessage());
    }
  }

  /**
   * The records of an answer that had many entries.
   *
   * @throws Transient if there is none
   */
  protected final List<Message> some(List<CloudEvent> records) throws Transient {
    if (records.isEmpty()) {
      throw new Transient("the answer has no entry that was asked for and can be read");
    }
    return messages(records);
  }

  /** Records as a Camel Kafka endpoint takes them, each with its key and headers. */
  protected final List<Message> messages(List<CloudEvent> records) {
    return records.stream().map(record -> record.toMessage(camel)).toList();
  }

  /** One entry of an answer that has many. */
  protected interface Entry {
    void take() throws Transient;
  }

  /** A record of this feed. */
  protected final CloudEvent record(
      String endpoint, String key, String id, Instant time, byte[] value) {
    return new CloudEvent(
        config.url().uri() + "/0/public/" + endpoint,
        "kraken.market." + name,
        id,
        time,
        key,
        value);
  }
}
