package io.github.camelkraken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Orders by message on a live account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersIT {
  private Rig rig;
  private Requests orders;

  @BeforeAll
  void start() {
    rig = Rig.create().trading("live").start();
    orders = rig.requests("orders");
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void aMarketOrderIsPlacedOnceAndAnswered() {
    orders.send(
        "orders.requests",
        "m1",
        "{\"endpoint\":\"AddOrder\",\"pair\":\"BTC/USD\",\"type\":\"buy\",\"ordertype\":\"market\",\"volume\":\"0.01\"}");

    JsonNode result = orders.awaitEnd("m1");
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(rig.kraken().account().orders()).hasSize(1);
  }
}
