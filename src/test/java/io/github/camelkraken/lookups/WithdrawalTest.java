package io.github.camelkraken.lookups;

import static io.github.camelkraken.lookups.SampleKraken.SENT;
import static io.github.camelkraken.lookups.SampleKraken.undecided;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proves that something was withdrawn. */
class WithdrawalTest {
  private static final String PARAMETERS =
      "{\"asset\":\"XBT\",\"key\":\"cold\",\"amount\":\"0.5\"}";

  private final SampleKraken kraken = new SampleKraken();
  private final Undecided one = undecided("Withdraw", PARAMETERS);

  @ParameterizedTest
  @CsvSource({
    "cold, 0.50000000, 0.0002, 0, true",
    "cold, 0.4998, 0.0002, 0, true",
    "cold, 0.5, 0.0002, -3, true",
    "cold, 0.5, 0.0002, 3600, true",
    "cold, 0.5, 0.0002, -4, false",
    "warm, 0.5, 0.0002, 0, false",
    "cold, 0.5002, 0.0002, 0, false",
    "cold, 0.4, 0.0002, 0, false"
  })
  void aWithdrawalToTheSameKeyOfTheSameAmountIsIt(
      String key, String amount, String fee, long after, boolean done) {
    kraken.withdrawal(row("AGB", key, amount, fee, after)).look(one);

    assertThat(one.isDecided()).isEqualTo(done);
    assertThat(one.isDone()).isEqualTo(done);
    assertThat(kraken.endpoints()).containsExactly("WithdrawStatus");
    assertThat(kraken.calls().get(0).parameters()).hasToString("{\"asset\":\"XBT\"}");
  }

  @Test
  void itsAbsenceIsNeverBelieved() {
    kraken.at(SENT.plus(Duration.ofDays(7))).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void eachReferenceBelongsToOneCall() {
    Undecided twin = undecided("Withdraw", PARAMETERS);
    kraken.withdrawal(row("AGB", "cold", "0.5", "0", 0)).look(one, twin);

    assertThat(one.isDone()).isNotEqualTo(twin.isDone());
    assertThat(kraken.endpoints()).as("one view for both").containsExactly("WithdrawStatus");
  }

  @Test
  void ofTwoEqualOnesEachGetsItsOwn() {
    Undecided later = undecided("Withdraw", PARAMETERS, SENT.plusSeconds(60));
    kraken
        .withdrawal(row("AFIRST", "cold", "0.5", "0", 1))
        .withdrawal(row("ASECOND", "cold", "0.5", "0", 61))
        .look(one, later);

    assertThat(one.findings().get(0).id()).contains("AFIRST");
    assertThat(later.findings().get(0).id()).contains("ASECOND");
  }

  @Test
  void ofTwoEqualOnesTheLaterIsThatOfTheLaterAttempt() {
    Undecided later = undecided("Withdraw", PARAMETERS, SENT.plusSeconds(60));
    kraken.withdrawal(row("ASECOND", "cold", "0.5", "0", 61)).look(one, later);

    assertThat(List.of(one.isDone(), later.isDone())).containsExactly(false, true);
  }

  private static String row(String refid, String key, String amount, String fee, long after) {
    return ("{\"refid\":\"%s\",\"key\":\"%s\",\"amount\":\"%s\",\"fee\":\"%s\",\"time\":%d,"
            + "\"status\":\"Pending\"}")
        .formatted(refid, key, amount, fee, SENT.getEpochSecond() + after);
  }
}
