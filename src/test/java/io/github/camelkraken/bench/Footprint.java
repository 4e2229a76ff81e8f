package io.github.camelkraken.bench;

import io.github.camelkraken.sandbox.Broker;
import io.github.camelkraken.sandbox.Pipeline;
import io.github.camelkraken.sandbox.SimulatedKraken;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the pipeline needs as it comes: default configuration, two pairs, one call a second. */
final class Footprint {
  /**
   * What was found.
   *
   * @param starts from the start of the process until a consumer had the first record
   * @param residentMebibytes memory of the last process after it polled for a while
   */
  record Result(List<Duration> starts, long residentMebibytes) {
    Duration start() {
      return Laps.percentile(starts, 50);
    }
  }

  private static final List<String> TOPICS =
      Stream.of("ticker", "trades", "ohlc", "pairs", "assets", "status")
          .map(feed -> "kraken.market." + feed)
          .toList();

  private final Broker broker;
  private final int starts;
  private final Duration polling;

  Footprint(Broker broker, int starts, Duration polling) {
    this.broker = broker;
    this.starts = starts;
    this.polling = polling;
  }

  Result measure() throws InterruptedException, IOException {
    try (SimulatedKraken kraken = new SimulatedKraken(VirtualClock.running()).start()) {
      kraken.market().tradeThePast(Duration.ofMinutes(10), Duration.ofSeconds(10));
      createTopics(kraken);
      List<Duration> times = new ArrayList<>();
      try (Arrivals arrivals = new Arrivals(broker.bootstrapServers(), TOPICS)) {
        for (int i = 1; i < starts; i++) {
          try (Pipeline pipeline = pipeline(kraken)) {
            times.add(start(pipeline, arrivals));
          }
          arrivals.forget();
        }
        try (Pipeline pipeline = pipeline(kraken)) {
          times.add(start(pipeline, arrivals));
          TimeUnit.NANOSECONDS.sleep(polling.toNanos());
          return new Result(times, ResidentMemory.now(pipeline.pid()));
        }
      }
    }
  }

  private Pipeline pipeline(SimulatedKraken kraken) {
    return Pipeline.of(broker.bootstrapServers(), kraken.url());
  }

  /** Topics last; only the very first start has to make them, so that one does not count. */
  private void createTopics(SimulatedKraken kraken) {
    try (Pipeline pipeline = pipeline(kraken).start();
        TopicReader reader =
            new TopicReader(broker.bootstrapServers(), TOPICS.toArray(String[]::new))) {
      Instant deadline = Instant.now().plus(Contestant.PATIENCE);
      while (reader.records().isEmpty()) {
        if (Instant.now().isAfter(deadline)) {
          throw new IllegalStateException("nothing came; output: " + pipeline.output());
        }
      }
    }
  }

  private static Duration start(Pipeline pipeline, Arrivals arrivals) throws InterruptedException {
    Instant begin = Instant.now();
    pipeline.start();
    return Duration.between(begin, arrivals.atLeast(1).at());
  }
}
