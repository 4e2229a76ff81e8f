package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.fault.Hanging;
import io.github.camelkraken.sandbox.fault.Slow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A stop in order, as at each new version: what is under way is finished, nothing new is begun. */
class StopIT {
  private static final Duration UNDER_WAY = Duration.ofSeconds(3);
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"limit","price":"9000",\
      "volume":"0.01","cl_ord_id":"%s"}""";

  @Test
  void anOrderThatIsUnderWayIsAnsweredBeforeTheProcessEnds() throws Exception {
    try (Rig rig = Rig.create().trading("live").start().awaitKeys()) {
      Requests orders = rig.requests("orders");
      rig.kraken().faults().script("AddOrder", new Slow(UNDER_WAY), 1);
      orders.send("orders.requests", "under way", ORDER.formatted("under-way"));
      eventually("it is sent", () -> !rig.kraken().privateCalls("AddOrder").isEmpty());

      rig.pipeline().stop();
      orders.send("orders.requests", "after the stop", ORDER.formatted("after-the-stop"));

      assertThat(orders.results("under way"))
          .extracting(StopIT::status)
          .containsExactly("accepted");
      rig.pipeline().start();
      assertThat(status(orders.awaitEnd("after the stop"))).isEqualTo("accepted");
      assertThat(orders.results("under way")).hasSize(1);
      assertThat(rig.kraken().account().orders()).hasSize(2);
    }
  }

  @Test
  void whatFailsDuringTheStopIsNeitherLostNorGivenUp() throws Exception {
    try (Rig rig =
        Rig.create().trading("live").set("kraken.rest-timeout", "2s").start().awaitKeys()) {
      Requests orders = rig.requests("orders");
      Requests account = rig.requests("account");
      orders.send("orders.requests", "order", ORDER.formatted("to-be-canceled"));
      orders.awaitEnd("order");
      rig.kraken().faults().script("CancelOrder", new Hanging(), 1);
      rig.kraken().faults().script("Balance", new Hanging(), 1);
      orders.send(
          "orders.urgent",
          "cancel",
          "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"to-be-canceled\"}");
      eventually("it hangs", () -> !rig.kraken().privateCalls("CancelOrder").isEmpty());
      account.send("account.requests", "query", "{\"endpoint\":\"Balance\"}");

      rig.pipeline().stop();
      assertThat(orders.results("cancel")).as("not the last word").isEmpty();
      assertThat(account.results("query")).isEmpty();

      rig.pipeline().start();
      assertThat(status(orders.awaitEnd("cancel"))).isEqualTo("accepted");
      assertThat(status(account.awaitEnd("query"))).isEqualTo("accepted");
      assertThat(rig.kraken().account().openOrders()).isEmpty();
    }
  }

  private static String status(JsonNode result) {
    return result.path("status").asText();
  }
}
