package io.github.camelkraken.bench;

import static io.github.camelkraken.bench.Benchmark.millis;

import io.github.camelkraken.sandbox.Broker;
import java.time.Duration;
import java.util.List;

/**
 * Requests by message: what is added to the exchange's own time, how many one key serves, and what
 * the journal costs of both.
 */
final class PrivateHalf {
  private static final int WARM_UP = Integer.getInteger("bench.request-warm-up", 600);
  private static final int TURNS = Integer.getInteger("bench.request-turns", 8);
  private static final int REQUESTS = Integer.getInteger("bench.requests", 100);
  private static final int LEAD = 20;
  private static final int QUERIES = Integer.getInteger("bench.queries", 30);
  private static final int BACKLOGS = Integer.getInteger("bench.backlogs", 5);
  private static final int BACKLOG = Integer.getInteger("bench.backlog", 100);
  private static final Duration PERIOD = Duration.ofMillis(100);

  /** Kraken lets a key of tier pro make one query a second, and the pipeline keeps to that. */
  private static final Duration QUERY_PERIOD = Duration.ofMillis(1250);

  private static final Duration TRAVEL = Duration.ofMillis(20);

  private final Broker broker;

  PrivateHalf(Broker broker) {
    this.broker = broker;
  }

  void run() throws Exception {
    orders();
    queries();
  }

  private void orders() throws Exception {
    Workload orders = Workload.ORDERS;
    try (RequestContestant pipeline = RequestContestant.pipeline(orders, broker);
        RequestContestant validating = RequestContestant.validating(orders, broker);
        RequestContestant committing = RequestContestant.committingEach(orders, broker);
        RequestContestant loop = RequestContestant.loop(orders, broker);
        DirectClient direct = new DirectClient()) {
      List<RequestContestant> all = List.of(pipeline, validating, loop, committing);
      RequestRace race = new RequestRace(all);
      race.warmUp(WARM_UP, Duration.ZERO);
      direct.warmUp(WARM_UP);
      // One request at a time is one commit each anyway
      addedLatency(race.without(committing), orders, TURNS, LEAD, REQUESTS, PERIOD);
      all.forEach(contestant -> contestant.delay(TRAVEL));
      direct.delay(TRAVEL);
      System.out.printf(
          "%n%s, %d at once with one key, an exchange %d ms away%n%n",
          orders.endpoint(), BACKLOG, TRAVEL.toMillis());
      List<RequestRace.Result> results =
          race.inTurns(BACKLOGS, BACKLOG, () -> direct.call(BACKLOG));
      new ServingRate(results, direct.turns(), TRAVEL).print();
    }
  }

  private void queries() throws Exception {
    Workload queries = Workload.QUERIES;
    try (RequestContestant pipeline = RequestContestant.pipeline(queries, broker);
        RequestContestant loop = RequestContestant.loop(queries, broker)) {
      RequestRace race = new RequestRace(List.of(pipeline, loop));
      race.warmUp(QUERIES, QUERY_PERIOD);
      addedLatency(race, queries, 2, 2, QUERIES, QUERY_PERIOD);
    }
  }

  private static void addedLatency(
      RequestRace race, Workload workload, int turns, int lead, int requests, Duration period)
      throws Exception {
    System.out.printf(
        "%n%s, one every %d ms, an exchange that answers at once%n%n",
        workload.endpoint(), period.toMillis());
    try (Stalls stalls = new Stalls()) {
      new AddedLatency(race.together(turns, lead, requests, period)).print();
      System.out.printf(
          "%nA thread that only had to wake up was late by more than 20 ms %d times, by %s ms at"
              + " most.%n",
          stalls.late().size(),
          millis(stalls.late().stream().max(Duration::compareTo).orElse(Duration.ZERO)));
    }
  }
}
