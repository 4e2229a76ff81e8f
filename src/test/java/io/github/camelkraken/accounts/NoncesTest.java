package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.sandbox.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class NoncesTest {
  private static final Instant NOW = Instant.parse("2026-09-03T12:00:00.000000017Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L + 17;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final ApiKey KEY = new ApiKey(SampleAccount.KEY);

  private final KrakenConfig config = SampleAccount.config();
  private final VirtualClock clock = VirtualClock.standingAt(NOW);

  @Test
  void aNonceIsTheTimeInNanosecondsAndGrows() {
    try (SampleBroker broker = new SampleBroker(true)) {
      Nonces nonces = broker.nonces(config, clock);

      assertThat(nonces.next(KEY)).isEqualTo("" + NOW_NANOS);
      assertThat(nonces.next(KEY)).isEqualTo("" + (NOW_NANOS + 1));
      clock.advance(Duration.ofSeconds(1));
      assertThat(nonces.next(KEY)).isEqualTo("" + (NOW_NANOS + 1_000_000_000L));
    }
  }

  @Test
  void aMinuteIsReservedForAKeyThatIsNotShown() {
    try (SampleBroker broker = new SampleBroker(true)) {
      broker.nonces(config, clock).next(KEY);

      ProducerRecord<String, byte[]> reserved = broker.records.history().get(0);
      assertThat(reserved.topic()).isEqualTo("kraken.nonces");
      assertThat(reserved.key()).isEqualTo(KEY.fingerprint());
      assertThat(new String(reserved.value(), StandardCharsets.UTF_8))
          .isEqualTo("{\"reserved_until_ns\":\"" + (NOW_NANOS + MINUTE) + "\"}");
    }
  }

  @Property(tries = 30)
  void noncesGrowAndAreReservedWhateverTheClockDoes(
      @ForAll @Size(max = 50) List<@LongRange(min = -100_000, max = 100_000) Long> steps) {
    VirtualClock jumping = VirtualClock.standingAt(NOW);
    try (SampleBroker broker = new SampleBroker(true)) {
      Nonces nonces = broker.nonces(config, jumping);
      long last = 0;
      for (long millis : steps) {
        jumping.advance(Duration.ofMillis(millis));
        long nonce = Long.parseLong(nonces.next(KEY));
        assertThat(nonce).isGreaterThan(last);
        assertThat(broker.reservations()).anyMatch(until -> until >= nonce);
        last = nonce;
      }
    }
  }

  @Property(tries = 30)
  void afterARestartNoncesAreAboveAllThatWereGivenOut(
      @ForAll @IntRange(min = 1, max = 100) int given,
      @ForAll @LongRange(min = -100_000_000, max = 10_000) long millis) {
    VirtualClock jumping = VirtualClock.standingAt(NOW);
    try (SampleBroker broker = new SampleBroker(true)) {
      Nonces before = broker.nonces(config, jumping);
      long last = 0;
      for (int i = 0; i < given; i++) {
        last = Long.parseLong(before.next(KEY));
      }
      jumping.advance(Duration.ofMillis(millis));

      assertThat(Long.parseLong(broker.nonces(config, jumping).next(KEY))).isGreaterThan(last);
    }
  }

  @Test
  void whatKrakenHasSeenIsNotGivenOut() {
    try (SampleBroker broker = new SampleBroker(true)) {
      Nonces nonces = broker.nonces(config, clock);

      nonces.above(KEY, NOW_NANOS + 5);
      nonces.above(KEY, NOW_NANOS - 5);

      assertThat(nonces.next(KEY)).isEqualTo("" + (NOW_NANOS + 6));
    }
  }

  @Test
  void whatCouldNotBeReservedIsNotGivenOut() {
    try (SampleBroker broker = new SampleBroker(true)) {
      Nonces nonces = broker.nonces(config, clock);
      broker.records.sendException = new TimeoutException("the broker is away");

      assertThatThrownBy(() -> nonces.next(KEY)).isInstanceOf(KafkaException.class);

      broker.records.sendException = null;
      assertThat(nonces.next(KEY)).isEqualTo("" + NOW_NANOS);
    }
  }

  @Test
  void aReservationIsRenewedInTimeAndNobodyWaitsForIt() {
    try (SampleBroker broker = new SampleBroker(false)) {
      Nonces nonces = broker.nonces(config, clock);
      reserveFirst(broker, nonces);

      clock.advance(Duration.ofSeconds(31));
      assertThat(nonces.next(KEY)).isEqualTo("" + (NOW_NANOS + 31_000_000_000L));
      nonces.next(KEY);

      assertThat(broker.reservations()).hasSize(2);
      assertThat(broker.reservations().get(1)).isEqualTo(NOW_NANOS + 31_000_000_000L + MINUTE);
    }
  }

  @Test
  void aRenewalThatFailsIsTriedAgain() {
    try (SampleBroker broker = new SampleBroker(false)) {
      Nonces nonces = broker.nonces(config, clock);
      reserveFirst(broker, nonces);
      clock.advance(Duration.ofSeconds(31));
      nonces.next(KEY);

      broker.records.errorNext(new TimeoutException("the broker is away"));
      nonces.next(KEY);

      assertThat(broker.reservations()).hasSize(3);
    }
  }

  @Test
  void eachKeyHasItsOwn() {
    try (SampleBroker broker = new SampleBroker(true)) {
      Nonces nonces = broker.nonces(config, clock);
      ApiKey other = new ApiKey("other");

      nonces.above(KEY, NOW_NANOS + 5);

      assertThat(nonces.next(other)).isEqualTo("" + NOW_NANOS);
      assertThat(nonces.next(KEY)).isEqualTo("" + (NOW_NANOS + 6));
      assertThat(broker.records.history()).hasSize(2);
    }
  }

  /** The first reservation is waited for, so another thread acknowledges it. */
  private static void reserveFirst(SampleBroker broker, Nonces nonces) {
    Thread acknowledging =
        new Thread(
            () -> {
              while (!broker.records.completeNext()) {
                Thread.onSpinWait();
              }
            });
    acknowledging.setDaemon(true);
    acknowledging.start();
    nonces.next(KEY);
  }
}
