package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.TraceCollector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request's trace goes on through the call to its result, where somebody collects traces. */
class TracesIT {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SENDER = "b7ad6b7169203331";
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"limit","price":"9000",\
      "volume":"0.01"}""";

  @Test
  void theWayInTheCallAndTheWayOutAreSpansOfTheSendersTrace() throws Exception {
    try (TraceCollector collector = new TraceCollector();
        Rig rig =
            Rig.create()
                .trading("live")
                .set("quarkus.otel.sdk.disabled", "false")
                .set("quarkus.otel.exporter.otlp.endpoint", collector.url())
                .set("quarkus.otel.exporter.otlp.protocol", "http/protobuf")
                .set("quarkus.otel.bsp.schedule.delay", "200ms")
                .start()
                .awaitKeys()) {
      Requests orders = rig.requests("orders");

      orders
          .send(
              "orders.requests",
              "default",
              ORDER.getBytes(StandardCharsets.UTF_8),
              Map.of("request-id", "traced", "traceparent", "00-" + TRACE + "-" + SENDER + "-01"))
          .get();
      orders.awaitEnd("traced");
      eventually(
          "way in, call and way out",
          () ->
              components(collector).containsAll(List.of("camel-kafka", "camel-http"))
                  && collector.spans(TRACE).size() == 3);

      assertThat(collector.spans(TRACE))
          .anyMatch(
              span -> TraceCollector.hex(span.getParentSpanId().toByteArray()).equals(SENDER));
      assertThat(orders.results())
          .extracting(result -> TopicReader.headers(result).get("traceparent"))
          .singleElement()
          .asString()
          .startsWith("00-" + TRACE + "-");
      ReceivedPrivateCall call = rig.kraken().privateCalls("AddOrder").get(0);
      assertThat(call.headers()).doesNotContainKey("traceparent");
      assertThat(collector.spans().toString())
          .doesNotContain(call.key(), call.signature(), rig.kraken().account().key().secret());
    }
  }

  private static List<String> components(TraceCollector collector) {
    return collector.spans(TRACE).stream()
        .flatMap(span -> span.getAttributesList().stream())
        .filter(attribute -> attribute.getKey().equals("component"))
        .map(attribute -> attribute.getValue().getStringValue())
        .toList();
  }
}
