package io.github.camelkraken.crash;

import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How long it takes from the end of some processes to the first order by another one. */
final class Recovery {
  private final List<Replica> gone;
  private final long begin = System.nanoTime();
  private Duration took;

  /** Begins now. */
  Recovery(Collection<Replica> gone) {
    this.gone = List.copyOf(gone);
  }

  synchronized void saw(ReceivedPrivateCall call) {
    boolean order = call.endpoint().equals("AddOrder") || call.endpoint().equals("AddOrderBatch");
    if (took == null && order && gone.stream().noneMatch(replica -> replica.made(call))) {
      took = Duration.ofNanos(Math.max(0, call.nanos() - begin));
    }
  }

  synchronized Optional<Duration> took() {
    return Optional.ofNullable(took);
  }
}
