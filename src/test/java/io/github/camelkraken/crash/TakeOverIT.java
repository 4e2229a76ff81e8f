package io.github.camelkraken.crash;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The standby takes over from a process that was killed, stopped or paused; and one that wakes up
 * again cannot place a second order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakeOverIT {
  private static final Duration PROMISED = Duration.ofSeconds(10);

  /** The promise, and what a busy machine with two cores may add. */
  private static final Duration TOLERATED = Duration.ofSeconds(15);

  /** Longer than a woken process needs to do whatever it was about to do. */
  private static final Duration CHANCE = Duration.ofSeconds(5);

  /** Kraken forgets the id of a market order at once, and would take it again. */
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"market",\
      "volume":"0.001","cl_ord_id":"%s"}""";

  private final Moments moments = new Moments();
  private Rig rig;
  private Replicas replicas;
  private Requests orders;
  private TopicReader events;
  private Watch journal;
  private volatile Recovery recovery = new Recovery(List.of());
  private boolean ended;

  @BeforeAll
  void start() {
    rig =
        Rig.create()
            .trading("live")
            .set("kraken.tier", "pro")
            .set("kraken.rest-timeout", "2s")
            .set("kraken.unknown-window", "3s")
            .set("kraken.request-ttl", "10m")
            .set("kraken.backoff.first", "3s")
            .set("kraken.backoff.max", "3s")
            // as many accounts as partitions: each of these is read by a consumer of its own
            .trading("second", "live")
            .trading("third", "live");
    rig.kraken().onPrivateCall(this::arrived);
    replicas = new Replicas(rig);
    orders = rig.requests("orders");
    events = rig.reader("events");
    journal = new Watch(rig.broker().bootstrapServers(), rig.topic("orders.journal"), this::seen);
  }

  @BeforeEach
  void oneIsActiveAndOneStandsBy() {
    ended = false;
    while (replicas.alive().size() < 2) {
      replicas.startReady();
    }
    assertThat(orders.awaitEnd(sent()).path("status").asText()).isEqualTo("accepted");
  }

  @AfterEach
  void clear() {
    rig.kraken().faults().clear();
    moments.forget(Moment.SENT);
    moments.forget(Moment.CALLED);
    if (!ended) {
      // whatever went wrong there is not for the next scenario
      replicas.alive().forEach(replica -> System.out.println(replica.pipeline().output()));
      replicas.alive().forEach(Replica::kill);
    }
  }

  @AfterAll
  void stop() {
    journal.close();
    rig.close();
  }

  @Test
  void afterAKillTheStandbyPlacesTheNextOrderSoon() {
    Replica active = replicas.active();
    recovery = new Recovery(List.of(active));
    active.kill();
    assertTakenOver("kill -9");
  }

  @Test
  void afterAStopInOrderTheStandbyPlacesTheNextOrderSoon() {
    Replica active = replicas.active();
    active.pipeline().stop();
    recovery = new Recovery(List.of(active));
    assertTakenOver("a stop in order");
  }

  /**
   * It has to end first what it was at, and the other's election must not wait for that; nor its
   * own.
   */
  @Test
  void aProcessThatHasJustWokenUpTakesOverWhenTheOtherIsKilled() {
    Replica paused = replicas.active();
    Duration way = Duration.ofSeconds(12);
    rig.kraken().faults().script("AddOrder", call -> call.later(way, call::answer), 1);
    moments.next(Moment.CALLED, paused::pause);
    String id = sent();
    eventually("the standby answers", () -> orders.end(id).isPresent());
    Replica other = replicas.active();
    paused.wake();
    long killed = System.nanoTime();
    other.kill();
    String next = sent();
    assertThat(orders.awaitEnd(next).path("status").asText()).isEqualTo("accepted");
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThanOrEqualTo(TOLERATED);
    assertOneOutcome(id);
    assertOneOutcome(next);
    ended = true;
  }

  /** Its nonces are below those of the one that acts, which is no other program. */
  @Test
  void aWokenProcessWithAQueryInHandDoesNotTakeItsKeyForShared() {
    Replica paused = replicas.active();
    int before = paused.failures("Transient");
    rig.kraken().faults().script("Balance", new HttpStatus(503), 1);
    String query = UUID.randomUUID().toString();
    orders.send("account.requests", "default", query, "{\"endpoint\":\"Balance\"}");
    eventually("it is to be asked again", () -> paused.failures("Transient") > before);
    paused.pause();
    assertThat(orders.awaitEnd(sent()).path("status").asText()).isEqualTo("accepted");
    Replica other = replicas.active();
    assertThat(other).isNotSameAs(paused);

    paused.wake();
    eventually("it learns that it was replaced", paused::isStandingBy);
    other.kill();

    assertThat(orders.awaitEnd(sent()).path("status").asText()).isEqualTo("accepted");
    assertThat(replicas.active()).isSameAs(paused);
    assertThat(Rig.events(events, "KEY_SHARED")).isEmpty();
    ended = true;
  }

  @Test
  void aProcessPausedBeforeItReadARequestCannotPlaceItAgain() {
    Replica active = replicas.active();
    active.pause();
    String id = sent();
    assertStillOneOrderOnceAwake(active, id);
    ended = true;
  }

  /**
   * The other order has the key's only turn, so this one was read and has to wait for it; meanwhile
   * the process is paused.
   */
  @Test
  void aProcessPausedBeforeSentCannotPlaceItsOrderOnceAwake() {
    Replica active = replicas.active();
    rig.kraken().faults().script("AddOrder", call -> {}, 1);
    String before = sent(0);
    eventually("the turn is taken", () -> !calls(before).isEmpty());
    String id = sent(1);
    eventually("both are read", () -> active.inFlight() >= 2);
    active.pause();
    assertStillOneOrderOnceAwake(active, id);
    assertOneOutcome(before);
    ended = true;
  }

  @ParameterizedTest(name = "paused when {0}, the call takes {1} s to Kraken")
  @CsvSource({"SENT, 0", "SENT, 12", "CALLED, 0", "CALLED, 12"})
  void aProcessPausedAfterSentCannotPlaceASecondOrderOnceAwake(Moment moment, int travel) {
    Replica active = replicas.active();
    Duration way = Duration.ofSeconds(travel);
    rig.kraken().faults().script("AddOrder", call -> call.later(way, call::answer), 1);
    moments.next(moment, active::pause);
    String id = sent();
    eventually("the moment comes", () -> !moments.isAwaited(moment));
    assertStillOneOrderOnceAwake(active, id);
    ended = true;
  }

  @Test
  void aProcessPausedInBackOffCannotPlaceItsOrderOnceAwake() {
    Replica active = replicas.active();
    int before = active.failures("RateLimited");
    rig.kraken().faults().script("AddOrder", new KrakenSays("EOrder:Rate limit exceeded"), 1);
    String id = sent();
    eventually("it knows of the refusal", () -> active.failures("RateLimited") > before);
    active.pause();
    assertStillOneOrderOnceAwake(active, id);
    ended = true;
  }

  private void assertTakenOver(String what) {
    String id = sent();
    assertThat(orders.awaitEnd(id).path("status").asText()).isEqualTo("accepted");
    Duration took = recovery.took().orElseThrow();
    System.out.printf(
        "From %s to the first order by the standby: %d ms; promised are %d ms%n",
        what, took.toMillis(), PROMISED.toMillis());
    assertThat(took).isLessThanOrEqualTo(TOLERATED);
    assertOneOutcome(id);
    ended = true;
  }

  private void assertStillOneOrderOnceAwake(Replica paused, String id) {
    eventually("the standby answers", () -> orders.end(id).isPresent());
    assertOneOutcome(id);
    paused.wake();
    await("one order, one outcome")
        .pollInterval(Duration.ofMillis(200))
        .during(CHANCE)
        .atMost(CHANCE.multipliedBy(3))
        .untilAsserted(() -> assertOneOutcome(id));
    String next = sent();
    assertThat(orders.awaitEnd(next).path("status").asText()).isEqualTo("accepted");
    assertOneOutcome(id);
    assertOneOutcome(next);
  }

  /** Every final result is the same, and it is what the exchange's books say. */
  private void assertOneOutcome(String id) {
    eventually("the final result of " + id, () -> orders.end(id).isPresent());
    List<JsonNode> finals =
        orders.results(id).stream().filter(Outcomes::isFinal).distinct().toList();
    assertThat(finals).as("outcomes of " + id).hasSize(1);
    List<String> placed =
        rig.kraken().account().ordersWith(id).stream().map(SimulatedOrder::txid).toList();
    assertThat(placed).as("orders " + id).hasSizeLessThanOrEqualTo(1);
    JsonNode result = finals.get(0);
    assertThat(result.path("txid"))
        .as(result.toString())
        .extracting(JsonNode::asText)
        .isEqualTo(placed);
    assertThat(result.path("status").asText())
        .as(result.toString())
        .isEqualTo(placed.isEmpty() ? "not_placed" : "accepted");
  }

  private String sent() {
    return sent(null);
  }

  private String sent(Integer partition) {
    String id = UUID.randomUUID().toString();
    orders.send("orders.requests", partition, "default", id, ORDER.formatted(id));
    return id;
  }

  private List<ReceivedPrivateCall> calls(String clOrdId) {
    return rig.kraken().privateCalls("AddOrder").stream()
        .filter(call -> call.parameter("cl_ord_id").orElse("").equals(clOrdId))
        .toList();
  }

  private void arrived(ReceivedPrivateCall call) {
    replicas.saw(call);
    recovery.saw(call);
    if (Replicas.CHANGING.contains(call.endpoint())) {
      moments.happened(Moment.CALLED);
    }
  }

  private void seen(ConsumerRecord<String, String> entry) {
    if (entry.value() != null && Rig.json(entry).path("state").asText().equals("SENT")) {
      moments.happened(Moment.SENT);
    }
  }
}
