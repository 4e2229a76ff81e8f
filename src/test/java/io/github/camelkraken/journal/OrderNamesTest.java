package io.github.camelkraken.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AddOrder         | {\"cl_ord_id\":\"a\"}                      | cl_ord_id/a",
        "AddOrder         | {\"userref\":7}                            | userref/7",
        "AmendOrder       | {\"cl_ord_id\":\"a\",\"order_qty\":\"1\"}  | cl_ord_id/a",
        "AmendOrder       | {\"txid\":\"OUF4EM\"}                      | userref/OUF4EM",
        "EditOrder        | {\"txid\":\"7\",\"userref\":8}             | userref/8 userref/7",
        "CancelOrder      | {\"txid\":\"7\"}                           | userref/7",
        "CancelOrder      | {\"cl_ord_id\":\"a\"}                      | cl_ord_id/a",
        "CancelOrderBatch | {\"orders\":[\"7\",\"O\"],\"cl_ord_ids\":[\"a\",\"b\"]}"
            + " | userref/7 userref/O cl_ord_id/a cl_ord_id/b",
        "AddOrderBatch    | {\"orders\":[{\"cl_ord_id\":\"a\"},{\"userref\":7}]}"
            + " | cl_ord_id/a userref/7",
        "CancelAll        | {}                                         | ''",
        "Balance          | {}                                         | ''"
      })
  void aCallNamesItsOrders(String endpoint, String parameters, String names) {
    assertThat(OrderNames.of(call(endpoint, parameters))).isEqualTo(words(names));
  }

  /** The order is there whatever became of the amend, and a cancel of it must not wait. */
  @Test
  void anAmendPlacesNothingThatACancelHasToWaitFor() {
    PrivateCall amend = call("AmendOrder", "{\"cl_ord_id\":\"a\",\"order_qty\":\"1\"}");

    assertThat(OrderNames.isPlacing(amend)).isFalse();
    assertThat(OrderNames.placed(amend)).isEmpty();
  }

  private static PrivateCall call(String endpoint, String parameters) {
    return new PrivateCall(
        "default", EndpointCatalogue.get(endpoint), Parsed.object(parameters), false, null);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }
}
