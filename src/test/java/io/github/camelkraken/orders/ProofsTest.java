package io.github.camelkraken.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.requests.Results;
import io.github.camelkraken.requests.SampleRequest;
import io.github.camelkraken.requests.Status;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProofsTest {
  private static final Instant NOW = SampleRequest.NOW;
  private static final Instant DECIDED = NOW.plusSeconds(100);
  private static final String FOUND =
      "{\"OUF4EM\":{\"cl_ord_id\":\"a\",\"opentm\":%d,\"vol\":\"1.0\",\"descr\":{\"pair\":\"XBTUSD\",\"type\":\"buy\"}}}"
          .formatted(NOW.getEpochSecond());
  private static final String ORDER = "\"pair\":\"XBTUSD\",\"type\":\"buy\",\"volume\":\"1\"}";

  private final Proofs proofs =
      new Proofs(new Results(new Accounts(KrakenConfigTest.config(Map.of())), Clock.systemUTC()));

  @Test
  void anOrderThatWasFoundIsAcceptedAndShown() {
    Result result = proofs.of(decided("AddOrder", "{\"cl_ord_id\":\"a\"," + ORDER, FOUND));

    assertThat(result.status()).isEqualTo(Status.ACCEPTED);
    assertThat(result.value().get("final").booleanValue()).isTrue();
    assertThat(result.value().get("txid")).hasToString("[\"OUF4EM\"]");
    assertThat(result.value().get("result").path("vol").textValue()).isEqualTo("1.0");
    assertThat(result.value().get("answered_at").textValue()).isEqualTo(DECIDED.toString());
    assertThat(result.value().get("attempts").intValue()).isEqualTo(1);
  }

  @Test
  void anOrderThatWasNotFoundIsNotPlaced() {
    Result result = proofs.of(decided("AddOrder", "{\"cl_ord_id\":\"a\"," + ORDER, "{}"));

    assertThat(result.status()).isEqualTo(Status.NOT_PLACED);
    assertThat(result.value().get("status").textValue()).isEqualTo("not_placed");
    assertThat(result.value().get("final").booleanValue()).isTrue();
    assertThat(result.value().get("txid")).isEmpty();
    assertThat(result.value().get("result").isNull()).isTrue();
  }

  @Test
  void ofABatchEachOrderIsTold() {
    String order = "\"type\":\"buy\",\"volume\":\"1\"}";

    Result result =
        proofs.of(
            decided(
                "AddOrderBatch",
                "{\"pair\":\"XBTUSD\",\"orders\":[{\"cl_ord_id\":\"a\","
                    + order
                    + ",{\"cl_ord_id\":\"b\","
                    + order
                    + "]}",
                FOUND));

    assertThat(result.status()).isEqualTo(Status.ACCEPTED);
    assertThat(result.value().get("txid")).hasToString("[\"OUF4EM\"]");
    assertThat(result.value().get("orders").findValuesAsText("status"))
        .containsExactly("accepted", "not_placed");
    assertThat(result.value().get("orders").get(1))
        .hasToString(
            "{\"status\":\"not_placed\",\"cl_ord_id\":\"b\",\"txid\":[],\"errors\":[],\"result\":null}");
  }

  private static Undecided decided(String endpoint, String parameters, String open) {
    PrivateCall call =
        new PrivateCall(
            "default", EndpointCatalogue.get(endpoint), Parsed.object(parameters), false, null);
    call.signed(NOW, NOW.plusSeconds(15), "1");
    call.leaves();
    Undecided undecided =
        new Undecided(SampleRequest.of("{}").build(), call, NOW, Duration.ofSeconds(75), NOW);
    undecided.sawOpen(seen("{\"open\":" + open + "}"));
    undecided.closedOrders().forEach(look -> undecided.sawClosed(seen("{\"closed\":{}}")));
    undecided.looked(DECIDED);
    return undecided;
  }

  private static Answer seen(String result) {
    return new Answer(null, Parsed.json(result), DECIDED, DECIDED);
  }
}
