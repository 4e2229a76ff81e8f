package io.github.camelkraken.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An active process and its standby are killed, paused and stopped in the middle of requests that
 * are produced twice, half of whose calls go wrong, and the broker restarts. {@code mvn -Pcrash} is
 * the long form.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
  private static final int REQUESTS = 120;
  private static final int KILLS = 7;
  private static final int OTHERS = 1;
  private static final int DETAILS = 5;

  private Figures figures;

  @BeforeAll
  void crash() throws InterruptedException {
    try (CrashRun run = new CrashRun(REQUESTS, KILLS, OTHERS, Seed.chosen())) {
      figures = run.run();
    }
    System.out.println(figures.table());
  }

  @AfterAll
  void tell() {
    System.out.println(figures.details(DETAILS));
  }

  @Test
  void everyDisturbanceStruckAndSomebodyWentOn() {
    assertThat(figures.leftOut()).isEmpty();
    assertThat(figures.withoutTakeOver()).isZero();
    assertThat(figures.records()).isEqualTo(2 * REQUESTS);
  }

  @Test
  void noRequestBecameTwoOrders() {
    assertThat(figures.findings().doubled()).as("seed %d", figures.seed()).isEmpty();
    assertThat(figures.orders()).isPositive();
  }

  @Test
  void noAmendWasCarriedOutTwice() {
    assertThat(figures.findings().doubledAmends()).as("seed %d", figures.seed()).isEmpty();
  }

  @Test
  void everyRequestHasItsFinalResult() {
    assertThat(figures.findings().withoutFinal()).as("seed %d", figures.seed()).isEmpty();
  }

  @Test
  void aRepeatedRequestHasTheFirstOnesOutcome() {
    assertThat(figures.findings().disagreeing()).as("seed %d", figures.seed()).isEmpty();
  }

  @Test
  void noResultContradictsKrakensBooks() {
    assertThat(figures.findings().contradictions()).as("seed %d", figures.seed()).isEmpty();
  }

  @Test
  void krakenRefusedNoNonceButThoseOfWokenProcesses() {
    assertThat(figures.staleNonces()).as("seed %d", figures.seed()).isZero();
  }
}
