package io.github.camelkraken.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributedTest {
  private final Attributed attributed = new Attributed();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AddOrder      | {\"txid\":[\"X\"]}                                  | true",
        "AddOrderBatch | {\"orders\":[{\"error\":\"no\"},{\"txid\":\"X\"}]}  | true",
        "EditOrder     | {\"txid\":\"X\",\"originaltxid\":\"Y\"}             | true",
        "AmendOrder    | {\"amend_id\":\"X\"}                                | true",
        "Withdraw      | {\"refid\":\"X\"}                                   | true",
        "CancelOrder   | {\"count\":1}                                       | false",
        "QueryOrders   | {\"txid\":\"X\"}                                    | false",
        "AddOrder      | null                                                | false"
      })
  void whatKrakenAnsweredToACallBelongsToIt(String endpoint, String result, boolean known) {
    PrivateCall call = call(endpoint, "1");

    attributed.answered(new Answer(call, Parsed.json(result), null, null));

    assertThat(attributed.isOfAnother("X", call("AddOrder", "2"))).isEqualTo(known);
    assertThat(attributed.isOfAnother("X", call)).isFalse();
  }

  @Test
  void whatTheJournalKnowsBelongsToNoCallThatIsLookedUp() {
    attributed.recalled(Parsed.json("{\"txid\":[\"X\"],\"result\":{\"refid\":\"Y\"}}"));

    assertThat(attributed.isOfAnother("X", call("AddOrder", "1"))).isTrue();
    assertThat(attributed.isOfAnother("Y", call("Withdraw", "1"))).isTrue();
  }

  @Test
  void onlyTheLatestAreKept() {
    for (int i = 0; i <= 10_000; i++) {
      attributed.add("O" + i, call("AddOrder", "1"));
    }

    assertThat(attributed.isOfAnother("O0", call("AddOrder", "2"))).isFalse();
    assertThat(attributed.isOfAnother("O1", call("AddOrder", "2"))).isTrue();
    assertThat(attributed.isOfAnother("O10000", call("AddOrder", "2"))).isTrue();
  }

  private static PrivateCall call(String endpoint, String nonce) {
    PrivateCall call =
        new PrivateCall(
            "default", EndpointCatalogue.get(endpoint), Parsed.object("{}"), false, null);
    call.signed(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, nonce);
    call.leaves();
    return call;
  }
}
