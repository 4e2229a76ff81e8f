package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.Hanging;
import io.github.camelkraken.sandbox.limit.Tier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Cancels arrive in time though every order hangs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int BURST = 200;
  private static final int ONE_BY_ONE = 100;
  private static final int HANGING = 30;

  /** What a busy machine with two cores may add now and then. */
  private static final Duration HICCUP = Duration.ofMillis(500);

  /** After this a cancel costs two points, so that all of a test fit a pair's counter at once. */
  private static final Duration CHEAP = Duration.ofSeconds(46);

  private static final Map<String, String> PRICES =
      Map.of("XBTUSD", "1", "ETH/USD", "1", "SOL/USD", "1", "DOGE/USD", "0.05", "USDT/USD", "0.5");

  private final Map<String, Deque<String>> placed =
      Map.of("default", new ArrayDeque<>(), "desk", new ArrayDeque<>());
  private Rig rig;
  private Requests orders;

  @BeforeAll
  void placeOrders() throws InterruptedException {
    rig =
        Rig.create()
            .trading("live")
            .set("kraken.rest-timeout", TIMEOUT.toMillis() + "ms")
            .set("kraken.request-ttl", "10m")
            .set("kraken.accounts.desk.tier", "pro")
            .set("kraken.accounts.desk.mode", "live");
    rig.kraken().addAccount("desk", Tier.PRO);
    configure("api", rig.kraken().account("desk").key());
    configure("keys.cancel.api", rig.kraken().account("desk").addKey("close-trades"));
    rig.start().awaitKeys();
    orders = rig.requests("orders");
    place("default", 2 * BURST);
    place("desk", 2 * ONE_BY_ONE);
    placed.values().stream().flatMap(Deque::stream).forEach(id -> orders.awaitEnd("add-" + id));
    Thread.sleep(CHEAP.toMillis());
  }

  @AfterEach
  void letOrdersThrough() {
    rig.kraken().faults().clear();
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void aBurstWaitsForOneHangingOrderAtMost() {
    List<Duration> idle = burst();

    hang("default");
    List<Duration> busy = burst();

    for (int i = 0; i < BURST; i++) {
      assertThat(busy.get(i))
          .as("cancel %d, which took %s on an idle lane", i, idle.get(i))
          .isLessThan(idle.get(i).multipliedBy(2).plus(TIMEOUT).plus(HICCUP));
    }
  }

  @Test
  void aKeyOfTheirOwnLetsCancelsPassWhatHangs() {
    Duration idle = slowestButOne();

    hang("desk");
    Duration busy = slowestButOne();

    assertThat(busy)
        .as("%s on an idle lane", idle)
        .isLessThan(idle.multipliedBy(2).plus(HICCUP.dividedBy(5)))
        .isLessThan(TIMEOUT);
  }

  private void configure(String property, SimulatedKey key) {
    rig.set("kraken.accounts.desk." + property + "-key", key.key())
        .set("kraken.accounts.desk." + property + "-secret", key.secret());
  }

  private void place(String account, int count) {
    List<String> pairs = List.copyOf(PRICES.keySet());
    for (int i = 0; i < count; i++) {
      String id = account + i;
      placed.get(account).add(id);
      add(account, id, pairs.get(i % pairs.size()));
    }
  }

  private void add(String account, String id, String pair) {
    orders.send(
        "orders.requests",
        account,
        "add-" + id,
        """
        {"endpoint":"AddOrder","pair":"%s","type":"buy","ordertype":"limit","price":"%s",\
        "volume":"20","cl_ord_id":"%s"}"""
            .formatted(pair, PRICES.get(pair), id));
  }

  /** From now on each order hangs, and there is always one in the account's lane. */
  private void hang(String account) {
    int before = rig.kraken().privateCalls("AddOrder").size();
    rig.kraken().faults().script("AddOrder", new Hanging(), Faults.FOR_EVER);
    for (int i = 0; i < HANGING; i++) {
      add(account, account + "-hangs-" + i, "XBTUSD");
    }
    eventually("one hangs", () -> rig.kraken().privateCalls("AddOrder").size() > before);
  }

  /** How long the cancels of a burst take until they arrive, in the order of their arrival. */
  private List<Duration> burst() {
    long begin = System.nanoTime();
    List<String> ids = IntStream.range(0, BURST).mapToObj(i -> cancel("default")).toList();
    eventually("all arrive", () -> arrivals().keySet().containsAll(ids));
    Map<String, Long> arrivals = arrivals();
    return ids.stream().map(id -> Duration.ofNanos(arrivals.get(id) - begin)).sorted().toList();
  }

  /** How long cancels take until they arrive, each produced when the one before is answered. */
  private Duration slowestButOne() {
    List<Duration> all = new ArrayList<>();
    for (int i = 0; i < ONE_BY_ONE; i++) {
      long begin = System.nanoTime();
      String id = cancel("desk");
      orders.awaitEnd("cancel-" + id);
      all.add(Duration.ofNanos(arrivals().get(id) - begin));
    }
    return all.stream().sorted().toList().get(ONE_BY_ONE - 2);
  }

  private String cancel(String account) {
    String id = placed.get(account).remove();
    String json = "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"" + id + "\"}";
    orders.send("orders.urgent", account, "cancel-" + id, json);
    return id;
  }

  /** When the cancel of each order arrived. */
  private Map<String, Long> arrivals() {
    return rig.kraken().privateCalls("CancelOrder").stream()
        .collect(
            Collectors.toMap(
                (Function<ReceivedPrivateCall, String>)
                    call -> call.parameter("cl_ord_id").orElseThrow(),
                ReceivedPrivateCall::nanos,
                Math::min));
  }
}
