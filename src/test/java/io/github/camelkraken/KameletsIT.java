package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.PredicateValidationException;
import org.junit.jupiter.api.Test;

/** Somebody else's Camel, which has the Kamelets, beside the pipeline, which does not load them. */
class KameletsIT {
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"limit","price":"9000",\
      "volume":"0.01"}""";

  @Test
  void aRouteReadsTickersAndPlacesAnOrderThatNeedsAnIdentity() throws Exception {
    try (Rig rig = Rig.create().trading("live").set("kraken.poll.ticker", "200ms");
        CamelContext camel = new DefaultCamelContext()) {
      String where =
          "?bootstrapServers=%s&topicPrefix=%s"
              .formatted(rig.broker().bootstrapServers(), rig.topic("").replace(".", ""));
      List<String> symbols = new CopyOnWriteArrayList<>();
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("kamelet:kraken-ticker-source"
                      + where
                      + "&consumerGroup="
                      + rig.topic("tickers"))
                  .process(
                      ticker ->
                          symbols.add(
                              new ObjectMapper()
                                  .readTree(ticker.getMessage().getBody(String.class))
                                  .get("symbol")
                                  .asText()));
            }
          });
      Requests orders = rig.requests("orders");
      rig.start().awaitKeys();
      camel.start();
      ProducerTemplate producer = camel.createProducerTemplate();

      eventually("tickers", () -> symbols.containsAll(List.of("BTC/USD", "ETH/USD")));
      String sink = "kamelet:kraken-order-sink" + where;
      producer.sendBodyAndHeaders(
          sink, ORDER, Map.of("request-id", "mine", "kafka.OVERRIDE_TOPIC", "elsewhere"));

      assertThat(orders.awaitEnd("mine").path("status").asText()).isEqualTo("accepted");
      assertThat(orders.awaitEnd("mine").path("account").asText()).isEqualTo("default");
      assertThatThrownBy(() -> producer.sendBody(sink, ORDER))
          .isInstanceOf(CamelExecutionException.class)
          .hasCauseInstanceOf(PredicateValidationException.class);
    }
  }

  @Test
  void thePipelineItselfHasNothingToLoadThemWith() throws IOException {
    Path dependencies = Path.of("target", "quarkus-app", "quarkus-app-dependencies.txt");

    assertThat(Files.readString(dependencies))
        .contains("org.apache.camel:camel-kafka:")
        .doesNotContain("camel-kamelet");
  }
}
