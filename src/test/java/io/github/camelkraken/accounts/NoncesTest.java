package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelkraken.accounts.SampleBroker.Trouble;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.sandbox.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class NoncesTest {
  private static final Instant NOW = Instant.parse("2026-09-03T12:00:00.000000017Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L + 17;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final ApiKey KEY = new ApiKey(SampleAccount.KEY);

  private final KrakenConfig config = SampleAccount.config();
  private final VirtualClock clock = VirtualClock.standingAt(NOW);
  private final SampleBroker broker = new SampleBroker();

  @Test
  void aNonceIsTheTimeInNanosecondsAndGrows() {
    Nonces nonces = broker.nonces(config, clock);

    assertThat(next(nonces)).isEqualTo(NOW_NANOS);
    assertThat(next(nonces)).isEqualTo(NOW_NANOS + 1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(next(nonces)).isEqualTo(NOW_NANOS + 1_000_000_000L);
  }

  @Test
  void aMinuteIsReservedForAKeyThatIsNotShown() {
    next(broker.nonces(config, clock));

    ProducerRecord<String, byte[]> reserved = broker.records().get(0);
    assertThat(reserved.topic()).isEqualTo("kraken.nonces");
    assertThat(reserved.key()).isEqualTo(KEY.fingerprint());
    assertThat(new String(reserved.value(), StandardCharsets.UTF_8))
        .isEqualTo("{\"reserved_until_ns\":\"" + (NOW_NANOS + MINUTE) + "\"}");
  }

  @Test
  void aReservationIsRenewedOnceItIsUsedUp() {
    Nonces nonces = broker.nonces(config, clock);
    next(nonces);

    clock.advance(Duration.ofMinutes(1));
    next(nonces);
    assertThat(broker.reservations()).hasSize(1);

    clock.advance(Duration.ofNanos(1));
    next(nonces);
    assertThat(broker.reservations())
        .containsExactly(NOW_NANOS + MINUTE, NOW_NANOS + 2 * MINUTE + 1);
  }

  @Property(tries = 30)
  void noncesGrowAndAreReservedWhateverTheClockDoes(
      @ForAll @Size(max = 50) List<@LongRange(min = -100_000, max = 100_000) Long> steps) {
    VirtualClock jumping = VirtualClock.standingAt(NOW);
    SampleBroker any = new SampleBroker();
    Nonces nonces = any.nonces(config, jumping);
    long last = 0;
    for (long millis : steps) {
      jumping.advance(Duration.ofMillis(millis));
      long nonce = next(nonces);
      assertThat(nonce).isGreaterThan(last);
      assertThat(any.reservations()).anyMatch(until -> until >= nonce);
      last = nonce;
    }
  }

  @Property(tries = 30)
  void afterARestartNoncesAreAboveAllThatWereGivenOut(
      @ForAll @IntRange(min = 1, max = 100) int given,
      @ForAll @LongRange(min = -100_000_000, max = 10_000) long millis) {
    VirtualClock jumping = VirtualClock.standingAt(NOW);
    SampleBroker any = new SampleBroker();
    Nonces before = any.nonces(config, jumping);
    long last = 0;
    for (int i = 0; i < given; i++) {
      last = next(before);
    }
    jumping.advance(Duration.ofMillis(millis));

    assertThat(next(any.nonces(config, jumping))).isGreaterThan(last);
  }

  /** The one that sleeps may wake up at any time; whoever acts now is above it all the same. */
  @Property(tries = 100)
  void whoeverActsIsAboveAllThatOthersMayStillUse(
      @ForAll @Size(max = 60) List<@IntRange(max = 8) Integer> steps,
      @ForAll @LongRange(min = -90_000, max = 90_000) long millis) {
    VirtualClock jumping = VirtualClock.standingAt(NOW);
    SampleBroker any = new SampleBroker();
    List<SampleBroker.Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(any.process(config, jumping));
    }
    int owner = 2;
    long highest = 0;
    for (int step : steps) {
      int which = step % 3;
      if (step >= 6) {
        processes.get(which).takesOver();
        owner = which;
      } else if (step >= 3) {
        jumping.advance(Duration.ofMillis(millis));
      } else if (which == owner) {
        long nonce = next(processes.get(which).nonces);
        assertThat(nonce).isGreaterThan(highest);
        highest = nonce;
      } else {
        try {
          highest = Math.max(highest, next(processes.get(which).nonces));
        } catch (RejectedExecutionException nothingReserved) {
          // It has used up what it had.
        }
      }
    }
  }

  @Test
  void whatAnotherHasReservedLiesBelow() {
    Nonces before = broker.nonces(config, clock);
    next(before);

    Nonces now = broker.nonces(config, clock);

    assertThat(next(now)).isEqualTo(NOW_NANOS + MINUTE + 1);
  }

  @Test
  void whatWasReservedHereGoesOnWithoutAJump() {
    SampleBroker.Process process = broker.process(config, clock);
    assertThat(next(process.nonces)).isEqualTo(NOW_NANOS);

    process.takesOver();

    assertThat(next(process.nonces)).isEqualTo(NOW_NANOS + 1);
    assertThat(broker.reservations()).hasSize(1);
  }

  @Test
  void whatAnotherHasReservedMeanwhileLiesBelowToo() {
    SampleBroker.Process process = broker.process(config, clock);
    next(process.nonces);
    long others = next(broker.nonces(config, clock));

    process.takesOver();

    assertThat(next(process.nonces)).isEqualTo(others + MINUTE + 1);
  }

  @Test
  void aFormerOwnerUsesUpWhatItHadAndNoMore() {
    Nonces former = broker.nonces(config, clock);
    next(former);
    Nonces now = broker.nonces(config, clock);
    long first = next(now);

    clock.advance(Duration.ofMinutes(1));
    assertThat(next(former)).isEqualTo(NOW_NANOS + MINUTE).isLessThan(first);
    assertThatThrownBy(() -> next(former)).isInstanceOf(RejectedExecutionException.class);
    clock.advance(Duration.ofHours(-1));
    assertThatThrownBy(() -> next(former)).isInstanceOf(RejectedExecutionException.class);
  }

  /** Somebody else has used a higher one: perhaps the one that acts now. */
  @Test
  void afterARefusalAFormerOwnerHasNothingLeft() {
    Nonces former = broker.nonces(config, clock);
    next(former);
    next(broker.nonces(config, clock));

    former.refused(KEY);

    assertThatThrownBy(() -> next(former)).isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void afterARefusalTheOwnerReservesAnewAndGoesOn() {
    SampleBroker.Process process = broker.process(config, clock);
    next(process.nonces);

    process.nonces.refused(KEY);

    assertThat(next(process.nonces)).isEqualTo(NOW_NANOS + 1);
    assertThat(broker.reservations()).containsExactly(NOW_NANOS + MINUTE, NOW_NANOS + 1 + MINUTE);
    process.nonces.refused(KEY);
    process.takesOver();
    assertThat(next(process.nonces)).isEqualTo(NOW_NANOS + 2 + MINUTE);
  }

  @Test
  void whatKrakenHasSeenIsNotGivenOut() {
    Nonces nonces = broker.nonces(config, clock);

    nonces.above(KEY, NOW_NANOS + 5);
    nonces.above(KEY, NOW_NANOS - 5);

    assertThat(next(nonces)).isEqualTo(NOW_NANOS + 6);
  }

  @Test
  void whatCouldNotBeReservedIsNotGivenOut() {
    SampleBroker.Process process = broker.process(config, clock);
    broker.trouble = Trouble.BEFORE_IT_TOOK_EFFECT;

    assertThatThrownBy(() -> next(process.nonces)).isInstanceOf(KafkaException.class);

    broker.trouble = Trouble.NONE;
    process.takesOver();
    assertThat(next(process.nonces)).isEqualTo(NOW_NANOS);
  }

  @Test
  void aReservationThatWasBelievedToHaveFailedLiesBelow() {
    SampleBroker.Process process = broker.process(config, clock);
    broker.trouble = Trouble.AFTER_IT_TOOK_EFFECT;

    assertThatThrownBy(() -> next(process.nonces)).isInstanceOf(KafkaException.class);

    broker.trouble = Trouble.NONE;
    process.takesOver();
    assertThat(next(process.nonces)).isEqualTo(NOW_NANOS + MINUTE + 1);
  }

  @Test
  void eachKeyHasItsOwn() {
    Nonces nonces = broker.nonces(config, clock);
    ApiKey other = new ApiKey("other");

    nonces.above(KEY, NOW_NANOS + 5);

    assertThat(nonces.next(Account.DEFAULT, other)).isEqualTo("" + NOW_NANOS);
    assertThat(next(nonces)).isEqualTo(NOW_NANOS + 6);
    assertThat(broker.records()).hasSize(2);
  }

  private static long next(Nonces nonces) {
    return Long.parseLong(nonces.next(Account.DEFAULT, KEY));
  }
}
