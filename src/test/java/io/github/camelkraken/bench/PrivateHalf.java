package io.github.camelkraken.bench;

import static io.github.camelkraken.bench.Benchmark.millis;

import io.github.camelkraken.sandbox.Broker;
import java.time.Duration;
import java.util.List;

/** Requests by message: what is added to the exchange's own time, and how many one key serves. */
final class PrivateHalf {
  private static final int WARM_UP = Integer.getInteger("bench.request-warm-up", 600);
  private static final int TURNS = Integer.getInteger("bench.request-turns", 8);
  private static final int REQUESTS = Integer.getInteger("bench.requests", 100);
  private static final int BACKLOGS = Integer.getInteger("bench.backlogs", 5);
  private static final int BACKLOG = Integer.getInteger("bench.backlog", 100);
  private static final Duration PERIOD = Duration.ofMillis(50);
  private static final Duration TRAVEL = Duration.ofMillis(20);

  private final Broker broker;

  PrivateHalf(Broker broker) {
    this.broker = broker;
  }

  void run() throws Exception {
    for (Workload workload : Workload.values()) {
      try (RequestContestant pipeline = RequestContestant.pipeline(workload, broker);
          RequestContestant loop = RequestContestant.loop(workload, broker);
          DirectClient direct = new DirectClient()) {
        RequestRace race = new RequestRace(List.of(pipeline, loop));
        race.warmUp(WARM_UP);
        direct.warmUp(WARM_UP);
        System.out.printf(
            "%n%s, one every %d ms, an exchange that answers at once%n%n",
            workload.endpoint(), PERIOD.toMillis());
        try (Stalls stalls = new Stalls()) {
          new AddedLatency(race.together(TURNS, REQUESTS, PERIOD)).print();
          System.out.printf(
              "%nA thread that only had to wake up was late by more than 20 ms %d times, by %s ms at"
                  + " most.%n",
              stalls.late().size(),
              millis(stalls.late().stream().max(Duration::compareTo).orElse(Duration.ZERO)));
        }
        pipeline.delay(TRAVEL);
        loop.delay(TRAVEL);
        direct.delay(TRAVEL);
        System.out.printf(
            "%n%s, %d at once with one key, an exchange %d ms away%n%n",
            workload.endpoint(), BACKLOG, TRAVEL.toMillis());
        List<RequestRace.Result> results =
            race.inTurns(BACKLOGS, BACKLOG, () -> direct.call(BACKLOG));
        new ServingRate(results, direct.turns(), TRAVEL).print();
      }
    }
  }
}
