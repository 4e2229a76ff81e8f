package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.config.Tier;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final Map<String, Counter> counters = new HashMap<>();
  private final PairCounters pairs = new PairCounters(Tier.PRO, counters::put, 0);
  private final Budget budget = new Budget(Tier.PRO, pairs, 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AddOrder         | {'pair':'X'}                           | 0 | 1",
        "AddOrder         | {'pair':'X','validate':true}           | 0 | 1",
        "AddOrderBatch    | {'pair':'X','orders':[{},{},{}]}       | 1 | 1.5",
        "AmendOrder       | {'cl_ord_id':'young'}                  | 1 | 4",
        "EditOrder        | {'txid':'OA-1','pair':'X'}             | 1 | 7",
        "CancelOrder      | {'cl_ord_id':'young'}                  | 0 | 8",
        "CancelOrderBatch | {'cl_ord_ids':['young'],'orders':[]}   | 1 | 8",
        "CancelOrder      | {'cl_ord_id':'stranger'}               | 0 | 0",
        "CancelAll        | {}                                     | 1 | 0",
        "Ledgers          | {}                                     | 4 | 0",
        "ClosedOrders     | {}                                     | 2 | 0",
      })
  void eachCallCountsWhereKrakenCountsIt(String endpoint, String json, String key, String pair) {
    budget.touched(
        call("AddOrder", "{'pair':'X','cl_ord_id':'young'}"),
        Parsed.json("{\"txid\":[\"OA-1\"]}"),
        HOUR);

    take(call(endpoint, json), HOUR);

    assertThat(budget.key().remaining(HOUR))
        .isEqualByComparingTo(Tier.PRO.restMaximum().subtract(new BigDecimal(key)));
    take(call("AddOrder", "{'pair':'X'}"), HOUR + 1);
    assertThat(counters.get("X").remaining(HOUR))
        .isEqualByComparingTo(
            Tier.PRO.engineMaximum().subtract(new BigDecimal(pair)).subtract(BigDecimal.ONE));
  }

  @Test
  void aPairThatIsNewIsAsFullAsItMayBe() {
    // strangers that were touched just before the start, on whatever pair
    for (int i = 0; i < 3; i++) {
      take(call("CancelOrder", "{'txid':'OA-" + i + "'}"), 0);
    }
    long later = Duration.ofSeconds(40).toNanos();

    take(call("AddOrder", "{'pair':'X'}"), later);

    assertThat(counters.get("X").remaining(later)).isEqualByComparingTo("125");
  }

  @Test
  void theOrdersOfAnAccountAreKnownWhicheverKeyPlacedThem() {
    Budget another = new Budget(Tier.PRO, pairs, 0);
    budget.touched(
        call("AddOrder", "{'pair':'X','cl_ord_id':'young'}"),
        Parsed.json("{\"txid\":[\"OA-1\"]}"),
        HOUR);

    PrivateCall cancel = call("CancelOrder", "{'txid':'OA-1'}");

    assertThat(another.charges(cancel, HOUR))
        .singleElement()
        .satisfies(charge -> assertThat(charge.points()).isEqualByComparingTo("8"));
  }

  @Test
  void aRefusalFillsTheCounterThatRefused() {
    take(call("AddOrder", "{'pair':'X'}"), HOUR);
    take(call("AddOrder", "{'pair':'Y'}"), HOUR);

    budget.refused(call("AddOrder", "{'pair':'X'}"), limited("EOrder:Rate limit exceeded"), HOUR);
    assertThat(counters.get("X").remaining(HOUR)).isZero();
    assertThat(counters.get("Y").remaining(HOUR)).isPositive();
    assertThat(budget.key().remaining(HOUR)).isPositive();

    budget.refused(call("Balance", "{}"), limited("EAPI:Rate limit exceeded"), HOUR);
    assertThat(budget.key().remaining(HOUR)).isZero();
    assertThat(counters.get("Y").remaining(HOUR)).isPositive();
  }

  @Test
  void cancelsInABatchAreTakenAboveTheMaximum() {
    take(call("AddOrder", "{'pair':'X','cl_ord_id':'a'}"), HOUR);
    budget.touched(
        call("AddOrder", "{'pair':'X','cl_ord_id':'a'}"), Parsed.json("{\"txid\":[]}"), HOUR);
    budget.refused(call("AddOrder", "{'pair':'X'}"), limited("EOrder:Rate limit exceeded"), HOUR);

    assertThat(budget.charges(call("CancelOrderBatch", "{'cl_ord_ids':['a']}"), HOUR))
        .hasSize(2)
        .allMatch(charge -> charge.untilFits(false, HOUR) <= 0);
    assertThat(budget.charges(call("CancelOrder", "{'cl_ord_id':'a'}"), HOUR))
        .allMatch(charge -> charge.untilFits(true, HOUR) > 0);
  }

  private void take(PrivateCall call, long now) {
    for (Charge charge : budget.charges(call, now)) {
      charge.counter().take(charge.points());
      charge.counter().settle(charge.points(), now);
    }
  }

  private static RateLimited limited(String message) {
    return new RateLimited(message, Optional.empty());
  }

  private static PrivateCall call(String endpoint, String json) {
    return SampleAccount.call(endpoint, json.replace('\'', '"'), null);
  }
}
