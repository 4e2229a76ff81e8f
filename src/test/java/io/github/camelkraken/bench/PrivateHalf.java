package io.github.camelkraken.bench;

import static io.github.camelkraken.bench.Benchmark.millis;
import static io.github.camelkraken.bench.Benchmark.quotient;

import io.github.camelkraken.bench.RequestRace.Result;
import io.github.camelkraken.bench.RequestRace.Turn;
import io.github.camelkraken.sandbox.Broker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Requests by message: what is added to the exchange's own time, and how many a key can serve. */
final class PrivateHalf {
  private static final int WARM_UP = Integer.getInteger("bench.request-warm-up", 600);
  private static final int TURNS = Integer.getInteger("bench.request-turns", 5);
  private static final int REQUESTS = Integer.getInteger("bench.requests", 200);
  private static final int BACKLOGS = Integer.getInteger("bench.backlogs", 3);
  private static final int BACKLOG = Integer.getInteger("bench.backlog", 200);
  private static final int LEAD = 20;
  private static final Duration PERIOD = Duration.ofMillis(50);
  private static final Duration TRAVEL = Duration.ofMillis(20);

  private final Broker broker;

  PrivateHalf(Broker broker) {
    this.broker = broker;
  }

  void run() throws Exception {
    for (Workload workload : Workload.values()) {
      try (RequestContestant pipeline = RequestContestant.pipeline(workload, broker);
          RequestContestant loop = RequestContestant.loop(workload, broker)) {
        RequestRace race = new RequestRace(List.of(pipeline, loop));
        race.warmUp(WARM_UP);
        latency(workload, race.run(TURNS, LEAD, REQUESTS, PERIOD, () -> {}));
        pipeline.delay(TRAVEL);
        loop.delay(TRAVEL);
        rate(workload, race);
      }
    }
  }

  private static void latency(Workload workload, List<Result> results) {
    System.out.println();
    System.out.printf(
        "%s, one every %d ms, an exchange that answers at once%n",
        workload.endpoint(), PERIOD.toMillis());
    System.out.println();
    System.out.println(
        "| | | p50 ms | p99 ms | CPU ms a request | ratio of p50: median of turns | min | max |"
            + " ratio of p99, all turns |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    rows("request to call", results, Journey::there);
    rows("answer to result", results, Journey::back);
    rows("both", results, Journey::added);
  }

  private static void rows(String part, List<Result> results, Function<Journey, Duration> length) {
    Result pipeline = results.get(0);
    Laps its = laps(pipeline.journeys(), length);
    for (Result result : results) {
      Laps laps = laps(result.journeys(), length);
      String start =
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  part,
                  result.name(),
                  fine(laps.median()),
                  fine(laps.percentile(99)),
                  millis(result.cpu()));
      if (result == pipeline) {
        System.out.println(start + " | | | |");
      } else {
        List<BigDecimal> ratios =
            IntStream.range(0, result.turns().size())
                .mapToObj(
                    turn ->
                        quotient(
                            median(pipeline.turns().get(turn), length),
                            median(result.turns().get(turn), length)))
                .toList();
        System.out.println(
            start
                + " **%s** | %s | %s | **%s** |"
                    .formatted(
                        Laps.percentile(ratios, 50),
                        Laps.percentile(ratios, 0),
                        Laps.percentile(ratios, 100),
                        quotient(its.percentile(99), laps.percentile(99))));
      }
    }
  }

  private void rate(Workload workload, RequestRace race) throws Exception {
    try (DirectClient direct = new DirectClient()) {
      direct.call(WARM_UP);
      direct.turns().clear();
      direct.delay(TRAVEL);
      List<Result> results =
          race.run(BACKLOGS, LEAD, BACKLOG, Duration.ZERO, () -> direct.call(BACKLOG));
      BigDecimal most = quotient(Duration.ofSeconds(1), TRAVEL);
      List<BigDecimal> directly = direct.turns().stream().map(PrivateHalf::rate).toList();
      List<BigDecimal> loops = rates(results.get(1));
      System.out.println();
      System.out.printf(
          "%s, %d at once with one key, an exchange %d ms away%n",
          workload.endpoint(), BACKLOG, TRAVEL.toMillis());
      System.out.println();
      System.out.println(
          "| | a second: median of turns | min | max | of %s, one for each %d ms | of no Kafka | of the loop |"
              .formatted(most.toBigInteger(), TRAVEL.toMillis()));
      System.out.println("|---|---|---|---|---|---|---|");
      for (Result result : results) {
        row(result.name(), rates(result), most, directly, loops);
      }
      row("no Kafka", directly, most, directly, loops);
    }
  }

  private static void row(
      String name,
      List<BigDecimal> rates,
      BigDecimal most,
      List<BigDecimal> directly,
      List<BigDecimal> loops) {
    BigDecimal median = Laps.percentile(rates, 50);
    System.out.printf(
        "| %s | %s | %s | %s | %s | %s | %s |%n",
        name,
        median,
        Laps.percentile(rates, 0),
        Laps.percentile(rates, 100),
        share(median, most),
        share(median, Laps.percentile(directly, 50)),
        share(median, Laps.percentile(loops, 50)));
  }

  private static List<BigDecimal> rates(Result result) {
    return result.turns().stream().map(PrivateHalf::took).map(PrivateHalf::rate).toList();
  }

  /** From the first request to the last result. */
  private static Duration took(Turn turn) {
    List<Journey> journeys = turn.journeys();
    return Duration.between(journeys.get(0).sent(), journeys.get(journeys.size() - 1).published());
  }

  /** A second, of a whole backlog that took so long. */
  private static BigDecimal rate(Duration took) {
    return BigDecimal.valueOf(BACKLOG)
        .movePointRight(9)
        .divide(BigDecimal.valueOf(took.toNanos()), 1, RoundingMode.HALF_UP);
  }

  private static BigDecimal share(BigDecimal rate, BigDecimal of) {
    return rate.divide(of, 2, RoundingMode.HALF_UP);
  }

  private static Duration median(Turn turn, Function<Journey, Duration> length) {
    return laps(turn.journeys(), length).median();
  }

  private static Laps laps(List<Journey> journeys, Function<Journey, Duration> length) {
    Laps laps = new Laps();
    journeys.stream().map(length).forEach(laps::add);
    return laps;
  }

  private static String fine(Duration time) {
    return BigDecimal.valueOf(time.toNanos(), 6).setScale(2, RoundingMode.HALF_UP).toString();
  }
}
