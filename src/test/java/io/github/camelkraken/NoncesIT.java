package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.VirtualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A key with a nonce window of 0 never sees a stale or a repeated nonce. */
class NoncesIT {
  private static final int PRODUCERS = 50;
  private static final int CALLS_EACH = 40;
  private static final List<String> MIX =
      List.of(
          "orders.requests {\"endpoint\":\"AddOrder\",\"pair\":\"XBTUSD\",\"type\":\"buy\","
              + "\"ordertype\":\"market\",\"volume\":\"0.0001\"}",
          "account.requests {\"endpoint\":\"Balance\"}",
          "orders.urgent {\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"none\"}",
          "account.requests {\"endpoint\":\"OpenOrders\"}",
          "orders.requests {\"endpoint\":\"AddOrder\",\"pair\":\"ETH/USD\",\"type\":\"sell\","
              + "\"ordertype\":\"limit\",\"price\":\"9000\",\"volume\":\"0.01\"}");

  @Test
  void fiftyProducersOfTwoThousandMixedCallsOverAJitteryNetworkSeeNoRefusedNonce()
      throws Exception {
    try (Rig rig = Rig.create().trading("live").set("kraken.request-ttl", "10m").start()) {
      rig.kraken().delay(Duration.ZERO, Duration.ofMillis(50));
      Requests orders = rig.requests("orders");
      Requests account = rig.requests("account");
      ExecutorService pool = Executors.newFixedThreadPool(PRODUCERS);
      List<Future<?>> producers = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        int producer = i;
        producers.add(pool.submit(() -> produce(orders, producer)));
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
      List<BigDecimal> nonces = nonces(rig);
      assertThat(nonces).hasSize(PRODUCERS * CALLS_EACH + 1);
      assertThat(nonces).isSorted().doesNotHaveDuplicates();
      List<JsonNode> results =
          Stream.concat(orders.results().stream(), account.results().stream())
              .map((ConsumerRecord<String, String> record) -> Rig.json(record))
              .toList();
      assertThat(results).hasSize(PRODUCERS * CALLS_EACH);
      assertThat(results).allMatch(result -> result.path("attempts").asInt() == 1);
      assertThat(rig.kraken().account().orders()).hasSize(PRODUCERS * CALLS_EACH * 2 / 5);
    }
  }

  @Test
  void killsAndClockStepsOfKrakensDoNotLowerANonce() {
    VirtualClock clock = VirtualClock.running();
    try (Rig rig = Rig.create(clock).trading("live").start()) {
      Requests account = rig.requests("account");
      for (int start = 0; start < 3; start++) {
        account.send("account.requests", "q" + start, "{\"endpoint\":\"Balance\"}");
        account.awaitEnd("q" + start);
        rig.pipeline().kill();
        clock.advance(Duration.ofMinutes(start == 1 ? -10 : 7));
        rig.pipeline().start();
        rig.awaitReady();
      }
      account.send("account.requests", "last", "{\"endpoint\":\"Balance\"}");
      assertThat(account.awaitEnd("last").path("status").asText()).isEqualTo("accepted");
      assertThat(rig.kraken().refusedNonces()).isZero();
      assertThat(nonces(rig)).isSorted().doesNotHaveDuplicates();
    }
  }

  private static void produce(Requests requests, int producer) {
    for (int i = 0; i < CALLS_EACH; i++) {
      String[] request = MIX.get((producer + i) % MIX.size()).split(" ", 2);
      requests.send(request[0], "p" + producer + "-" + i, request[1]);
    }
  }

  /** In the order in which the calls arrived. */
  private static List<BigDecimal> nonces(Rig rig) {
    return rig.kraken().privateCalls().stream()
        .map(ReceivedPrivateCall::nonce)
        .map(BigDecimal::new)
        .toList();
  }
}
