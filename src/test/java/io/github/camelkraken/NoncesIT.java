package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.VirtualClock;
import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.limit.Tier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A key with a nonce window of 0 never sees a stale or a repeated nonce. */
class NoncesIT {
  private static final int PRODUCERS = 50;
  private static final int CALLS_EACH = 40;
  private static final int CANCELS = PRODUCERS / 5;
  private static final int ORDERS = PRODUCERS * (CALLS_EACH - 1) - CANCELS;

  /** So that the counters of the pairs, 3.75 orders a second each, hold nobody up for long. */
  private static final int MORE_PAIRS = 18;

  /** Their requests are in a partition each, so that all three are served at once. */
  private static final List<String> ACCOUNTS = List.of("default", "fund", "north");

  private static final BigDecimal RICH = new BigDecimal("1000000000.0000");

  /** One for each producer: what a key may ask falls by one a second. */
  private static final List<String> QUERIES =
      List.of("{\"endpoint\":\"Balance\"}", "{\"endpoint\":\"OpenOrders\"}");

  private static final String CANCEL = "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"none\"}";

  @Test
  void fiftyProducersOfTwoThousandMixedCallsOverAJitteryNetworkSeeNoRefusedNonce()
      throws Exception {
    try (Rig rig = Rig.create().trading("live").set("kraken.request-ttl", "10m")) {
      rig.market().addMany(MORE_PAIRS);
      ACCOUNTS.forEach(name -> open(rig, name));
      rig.start().awaitKeys();
      rig.kraken().delay(Duration.ZERO, Duration.ofMillis(50));
      Requests orders = rig.requests("orders");
      Requests account = rig.requests("account");
      List<SimulatedPair> pairs = List.copyOf(rig.market().pairs());
      ExecutorService pool = Executors.newFixedThreadPool(PRODUCERS);
      List<Future<?>> producers = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        int producer = i;
        producers.add(pool.submit(() -> produce(orders, pairs, producer)));
      }
      for (Future<?> producer : producers) {
        producer.get();
      }
      pool.shutdown();

      eventually(
          "all results",
          Duration.ofMinutes(4),
          () -> orders.results().size() + account.results().size() >= PRODUCERS * CALLS_EACH);
      assertThat(rig.kraken().refusedNonces()).isZero();
      Map<String, List<BigDecimal>> nonces = nonces(rig);
      assertThat(nonces).hasSize(ACCOUNTS.size());
      assertThat(nonces.values())
          .allSatisfy(ofKey -> assertThat(ofKey).isSorted().doesNotHaveDuplicates());
      assertThat(nonces.values().stream().mapToInt(List::size).sum())
          .isEqualTo(PRODUCERS * CALLS_EACH + ACCOUNTS.size());
      List<JsonNode> results =
          Stream.concat(orders.results().stream(), account.results().stream())
              .map((ConsumerRecord<String, String> record) -> Rig.json(record))
              .toList();
      assertThat(results).hasSize(PRODUCERS * CALLS_EACH);
      assertThat(results).allMatch(result -> result.path("attempts").asInt() == 1);
      assertThat(ACCOUNTS).flatMap(name -> rig.kraken().account(name).orders()).hasSize(ORDERS);
    }
  }

  @Test
  void killsAndClockStepsOfKrakensDoNotLowerANonce() {
    VirtualClock clock = VirtualClock.running();
    try (Rig rig = Rig.create(clock).trading("live").start()) {
      Requests account = rig.requests("account");
      for (int start = 0; start < 2; start++) {
        account.send("account.requests", "q" + start, "{\"endpoint\":\"Balance\"}");
        account.awaitEnd("q" + start);
        rig.pipeline().kill();
        clock.advance(Duration.ofMinutes(start == 0 ? 7 : -10));
        rig.pipeline().start();
        rig.awaitReady();
      }
      account.send("account.requests", "last", "{\"endpoint\":\"Balance\"}");
      assertThat(account.awaitEnd("last").path("status").asText()).isEqualTo("accepted");
      assertThat(rig.kraken().refusedNonces()).isZero();
      assertThat(nonces(rig)).hasSize(1);
      assertThat(nonces(rig).values())
          .allSatisfy(ofKey -> assertThat(ofKey).isSorted().doesNotHaveDuplicates());
    }
  }

  /** Gives the pipeline an account with a key of its own, and enough money for all its orders. */
  private static void open(Rig rig, String name) {
    SimulatedAccount account = rig.kraken().account();
    if (!name.equals("default")) {
      account = rig.kraken().addAccount(name, Tier.PRO);
      rig.set("kraken.accounts." + name + ".api-key", account.key().key())
          .set("kraken.accounts." + name + ".api-secret", account.key().secret())
          .set("kraken.accounts." + name + ".tier", "pro")
          .set("kraken.accounts." + name + ".mode", "live");
    }
    account.balance("ZUSD", RICH);
    account.balance("XXBT", RICH);
  }

  /** Orders on one pair after the other, a query among them, and from one in five a cancel. */
  private static void produce(Requests requests, List<SimulatedPair> pairs, int producer) {
    String account = ACCOUNTS.get(producer % ACCOUNTS.size());
    for (int i = 0; i < CALLS_EACH; i++) {
      String id = "p" + producer + "-" + i;
      if (i == producer % CALLS_EACH) {
        requests.send("account.requests", account, id, QUERIES.get(producer % QUERIES.size()));
      } else if (producer % 5 == 0 && i == CALLS_EACH - 1 - producer % CALLS_EACH) {
        requests.send("orders.urgent", account, id, CANCEL);
      } else {
        requests.send(
            "orders.requests", account, id, order(pairs.get((producer + i) % pairs.size())));
      }
    }
  }

  /** An order that stays open. */
  private static String order(SimulatedPair pair) {
    BigDecimal price =
        pair.price().divide(BigDecimal.valueOf(2), pair.decimals(), RoundingMode.DOWN);
    return """
    {"endpoint":"AddOrder","pair":"%s","type":"buy","ordertype":"limit","price":"%s",\
    "volume":"30"}"""
        .formatted(pair.wsname(), price.toPlainString());
  }

  /** Of each key, in the order in which the calls arrived. */
  private static Map<String, List<BigDecimal>> nonces(Rig rig) {
    return rig.kraken().privateCalls().stream()
        .collect(
            Collectors.groupingBy(
                ReceivedPrivateCall::key,
                Collectors.mapping(call -> new BigDecimal(call.nonce()), Collectors.toList())));
  }
}
