package io.github.camelkraken.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
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
    PrivateCall call =
        new PrivateCall(
            "default", EndpointCatalogue.get(endpoint), Parsed.object("{}"), false, null);

    attributed.answered(new Answer(call, Parsed.json(result), null, null));

    assertThat(attributed.has("X")).isEqualTo(known);
  }

  @Test
  void onlyTheLatestAreKept() {
    for (int i = 0; i <= 10_000; i++) {
      attributed.add("O" + i);
    }

    assertThat(attributed.has("O0")).isFalse();
    assertThat(attributed.has("O1")).isTrue();
    assertThat(attributed.has("O10000")).isTrue();
  }
}
