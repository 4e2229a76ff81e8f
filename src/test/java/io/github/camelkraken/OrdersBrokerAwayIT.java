package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Pipeline;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.fault.Call;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The broker is away: at the start, for a standby, and while an order is on its way. */
class OrdersBrokerAwayIT {
  @ParameterizedTest(name = "volume {0} is {1}")
  @CsvSource({"0.01, accepted, 1", "1000000, rejected, 0"})
  void theResultOfAnOrderWaitsForTheBrokerAndTheOrderIsSentOnce(
      String volume, String status, int placed) {
    try (Rig rig = Rig.withOwnBroker()) {
      rig.broker().start();
      rig.trading("live").set("kraken.rest-timeout", "60s").start();
      Requests orders = rig.requests("orders");
      orders.send("orders.requests", "before", buy("0.01"));
      orders.awaitEnd("before");

      AtomicReference<Call> held = new AtomicReference<>();
      rig.kraken().faults().script("AddOrder", held::set, 1);
      orders.send("orders.requests", "meanwhile", buy(volume));
      eventually("the order is on its way", () -> held.get() != null);
      rig.broker().stop();
      held.get().later(Duration.ofMillis(1), held.get()::answer);
      eventually("unready", () -> rig.readiness() == 503);
      eventually("it is answered", () -> rig.kraken().privateCalls("AddOrder").get(1).isAnswered());
      rig.broker().start();

      JsonNode result = orders.awaitEnd("meanwhile");
      assertThat(result.path("status").asText()).isEqualTo(status);
      assertThat(result.path("attempts").asInt()).isEqualTo(1);
      orders.send("orders.requests", "after", buy("0.01"));
      assertThat(orders.awaitEnd("after").path("status").asText()).isEqualTo("accepted");
      assertThat(rig.kraken().privateCalls("AddOrder")).as("one for each request").hasSize(3);
      assertThat(rig.kraken().account().orders()).hasSize(2 + placed);
      assertThat(orders.results("meanwhile").stream().distinct()).hasSize(1);
    }
  }

  @Test
  void whoPublishesNothingIsReadyOnceTheBrokerIsThere() {
    try (Rig rig = Rig.withOwnBroker().trading("live").set("kraken.routes", "orders,account")) {
      rig.pipeline().start();
      eventually("it waits for the broker", () -> rig.readinessPage().contains("\"kafka\""));
      rig.broker().start();
      rig.awaitReady();

      Pipeline standby = rig.another().start();
      Rig.awaitReady(standby);
      rig.broker().stop();
      eventually("the standby notices", () -> Rig.readiness(standby) == 503);
      rig.broker().start();

      Rig.awaitReady(standby);
      rig.awaitReady();
    }
  }

  private static String buy(String volume) {
    return "{\"endpoint\":\"AddOrder\",\"pair\":\"XBTUSD\",\"type\":\"buy\","
        + "\"ordertype\":\"market\",\"volume\":\""
        + volume
        + "\"}";
  }
}
