package io.github.camelkraken.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.requests.Results;
import io.github.camelkraken.requests.SampleRequest;
import io.github.camelkraken.requests.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProofsTest {
  private static final Instant NOW = SampleRequest.NOW;
  private static final Instant DECIDED = SampleKraken.HERE;
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

  @Test
  void anAmendIsToldWithItsOrder() {
    Undecided amend =
        SampleKraken.undecided("AmendOrder", "{\"txid\":\"OUF4EM\",\"order_qty\":\"2\"}");
    new SampleKraken()
        .amend(
            "OUF4EM",
            "{\"amend_id\":\"TEZA4R\",\"amend_type\":\"user\",\"order_qty\":\"2.0\","
                + "\"timestamp\":1788436800123456789}")
        .look(amend);

    Result result = proofs.of(amend);

    assertThat(result.status()).isEqualTo(Status.ACCEPTED);
    assertThat(result.value().get("txid")).hasToString("[\"OUF4EM\"]");
    assertThat(result.value().get("result").path("amend_id").textValue()).isEqualTo("TEZA4R");
    assertThat(result.value().get("result").path("timestamp")).hasToString("1788436800123456789");
    assertThat(result.value().has("orders")).isFalse();
  }

  @Test
  void aWithdrawalIsToldWithItsReference() {
    Undecided withdraw =
        SampleKraken.undecided(
            "Withdraw", "{\"asset\":\"XBT\",\"key\":\"cold\",\"amount\":\"0.5\"}");
    new SampleKraken()
        .withdrawal(
            "{\"refid\":\"AGB\",\"key\":\"cold\",\"amount\":\"0.5\",\"time\":%d}"
                .formatted(SampleKraken.SENT.getEpochSecond()))
        .look(withdraw);

    Result result = proofs.of(withdraw);

    assertThat(result.status()).isEqualTo(Status.ACCEPTED);
    assertThat(result.value().get("txid")).isEmpty();
    assertThat(result.value().get("result").path("refid").textValue()).isEqualTo("AGB");
  }

  private static Undecided decided(String endpoint, String parameters, String open) {
    Undecided undecided = SampleKraken.undecided(endpoint, parameters);
    new SampleKraken()
        .at(SampleKraken.BELIEVED)
        .gives("OpenOrders", "{\"open\":" + open + "}")
        .look(undecided);
    return undecided;
  }
}
