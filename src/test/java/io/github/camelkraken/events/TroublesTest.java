package io.github.camelkraken.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TroublesTest {
  private final Troubles troubles = new Troubles();

  @Test
  void aTroubleIsNewOnceUntilItEnds() {
    assertThat(troubles.began("trades/BTC/USD", "HTTP 503")).isTrue();
    assertThat(troubles.began("trades/BTC/USD", "HTTP 503")).isFalse();
    troubles.ended("trades/BTC/USD");
    assertThat(troubles.began("trades/BTC/USD", "HTTP 503")).isTrue();
  }

  @Test
  void theNewestReasonIsTheOneThatIsTold() {
    troubles.began("ticker", "HTTP 503");
    troubles.began("ticker", "HTTP 504");

    assertThat(troubles.reason("ticker")).contains("HTTP 504");
  }

  @Test
  void whatWorksHasNoReason() {
    troubles.began("ticker", "HTTP 503");
    troubles.ended("ticker");
    troubles.ended("ticker");

    assertThat(troubles.reason("ticker")).isEmpty();
    assertThat(troubles.reason("never heard of")).isEmpty();
  }

  @Test
  void eachThingHasItsOwnTrouble() {
    troubles.began("ticker", "HTTP 503");

    assertThat(troubles.began(Troubles.KAFKA, "TimeoutException")).isTrue();
    troubles.ended("ticker");
    assertThat(troubles.reason(Troubles.KAFKA)).contains("TimeoutException");
  }
}
