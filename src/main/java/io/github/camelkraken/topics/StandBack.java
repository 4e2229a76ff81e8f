package io.github.camelkraken.topics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.KafkaException;

/**
 * Two writers of one transactional id would shut each other out for ever without getting on. So the
 * one that was shut out leaves the field to the other until it has surely learned who is elected.
 */
public final class StandBack {
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  private final Clock clock;
  private volatile Instant until = Instant.MIN;

  public StandBack(Clock clock) {
    this.clock = clock;
  }

  /** Begins to stand back; tells until when. */
  public Instant begin() {
    long millis = SHORTEST.toMillis();
    until = clock.instant().plusMillis(millis + ThreadLocalRandom.current().nextLong(millis));
    return until;
  }

  /**
   * Lets who does not stand back go on.
   *
   * @throws KafkaException if this one stands back
   */
  public void check() {
    if (clock.instant().isBefore(until)) {
      throw new KafkaException("standing back for another process until " + until);
    }
  }
}
