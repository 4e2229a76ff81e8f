package io.github.camelkraken.orders;

import static io.github.camelkraken.orders.SampleKraken.HERE;
import static io.github.camelkraken.orders.SampleKraken.undecided;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UndecidedTest {
  private final Undecided one =
      undecided("AddOrder", "{\"cl_ord_id\":\"a\",\"pair\":\"XBTUSD\",\"volume\":\"1\"}");

  @Test
  void atFirstNothingIsKnown() {
    assertThat(one.isDecided()).isFalse();
    assertThat(one.isDone()).isFalse();
    assertThat(one.findings()).isEmpty();
  }

  @Test
  void theFirstLookIsAtOnceAndEachPauseTwiceAsLong() {
    Instant now = HERE;
    for (int seconds : new int[] {1, 2, 4, 8, 15, 15}) {
      assertThat(one.isDue(now)).isTrue();
      one.pauses(now);
      assertThat(one.isDue(now.plusSeconds(seconds).minusMillis(1))).isFalse();
      now = now.plusSeconds(seconds);
    }
  }

  @Test
  void whatIsOldIsLookedUpEachMinute() {
    Instant now = HERE.plus(Duration.ofMinutes(10));
    for (int i = 0; i < 10; i++) {
      one.pauses(now);
    }
    assertThat(one.isDue(now.plusSeconds(60).minusMillis(1))).isFalse();
    assertThat(one.isDue(now.plusSeconds(60))).isTrue();
  }

  @Test
  void itGoesAlongWithOthersInTheSecondHalfOfItsPause() {
    for (int i = 0; i < 10; i++) {
      one.pauses(HERE);
    }
    assertThat(one.isNearlyDue(HERE.plusSeconds(11))).isFalse();
    assertThat(one.isNearlyDue(HERE.plusSeconds(12))).isTrue();
    assertThat(one.isDue(HERE.plusSeconds(12))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "AddOrder, true",
    "AddOrderBatch, true",
    "AmendOrder, true",
    "EditOrder, true",
    "Withdraw, true",
    "WalletTransfer, false",
    "AccountTransfer, false",
    "CreateSubaccount, false",
    "Earn/Allocate, false",
    "Earn/Deallocate, false",
    "DepositAddresses, false"
  })
  void whereKrakenShowsWhatWasDoneThereIsAProof(String endpoint, boolean provable) {
    Undecided call = undecided(endpoint, "{\"cl_ord_id\":\"a\",\"orders\":[]}");

    assertThat(call.proof().isPresent()).isEqualTo(provable);
    assertThat(call.isDue(HERE)).isEqualTo(provable);
  }

  @Test
  void itIsNamedByEachOfItsOrders() {
    List<String> names =
        OrderNames.of(
            undecided("AddOrderBatch", "{\"orders\":[{\"cl_ord_id\":\"a\"},{\"userref\":7}]}")
                .call());

    assertThat(names).containsAnyOf("cl_ord_id/a");
    assertThat(names).containsAnyOf("other", "userref/7");
    assertThat(names).doesNotContain("userref/a", "cl_ord_id/7");
    assertThat(names).hasSize(2);
  }

  /** The order is there whatever became of the amend, and a cancel of it must not wait. */
  @Test
  void anAmendPlacesNothingThatACancelHasToWaitFor() {
    Undecided amend = undecided("AmendOrder", "{\"cl_ord_id\":\"a\",\"order_qty\":\"1\"}");

    assertThat(OrderNames.isPlacing(amend.call())).isFalse();
    assertThat(OrderNames.placed(amend.call())).isEmpty();
  }
}
