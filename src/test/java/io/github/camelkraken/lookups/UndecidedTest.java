package io.github.camelkraken.lookups;

import static io.github.camelkraken.lookups.SampleKraken.HERE;
import static io.github.camelkraken.lookups.SampleKraken.undecided;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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

  @ParameterizedTest
  @CsvSource({"PT10M, PT60S", "PT2H, PT12M", "PT10H, PT1H", "P9D, PT1H"})
  void whatIsOldIsLookedUpAfterATenthOfItsAge(Duration age, Duration pause) {
    Instant now = HERE.plus(age);
    for (int i = 0; i < 15; i++) {
      one.pauses(now);
    }
    assertThat(one.isDue(now.plus(pause).minusMillis(1))).isFalse();
    assertThat(one.isDue(now.plus(pause))).isTrue();
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
}
