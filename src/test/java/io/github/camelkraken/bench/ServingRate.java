package io.github.camelkraken.bench;

import static io.github.camelkraken.bench.Benchmark.millis;
import static io.github.camelkraken.bench.Benchmark.quotient;

import io.github.camelkraken.bench.RequestRace.Result;
import io.github.camelkraken.bench.RequestRace.Turn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many requests a second a backlog was served at, beside what one key allows. */
final class ServingRate {
  private final List<Result> results;
  private final List<BigDecimal> direct;
  private final BigDecimal most;
  private final int backlog;

  /**
   * Of the pipeline, and of what it is compared with.
   *
   * @param direct how long the same calls took without Kafka
   * @param travel how long the exchange takes for each call
   */
  ServingRate(List<Result> results, List<Duration> direct, Duration travel) {
    this.results = results;
    this.backlog = results.get(0).turns().get(0).journeys().size();
    this.direct = direct.stream().map(this::rate).toList();
    this.most = quotient(Duration.ofSeconds(1), travel);
  }

  void print() {
    System.out.println(
        "| | a second: median of turns | min | max | to %s a second | to no Kafka: median of turns"
                .formatted(most.toBigInteger())
            + " | pipeline to this: median of turns | min | max | answer to next call: p50 ms"
            + " | CPU ms a request |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    for (Result result : results) {
      print(result.name(), rates(result), turnaround(result), millis(result.cpu()));
    }
    print("no Kafka", direct, "", "");
  }

  private void print(String name, List<BigDecimal> rates, String turnaround, String cpu) {
    List<BigDecimal> pipelines = shares(rates(results.get(0)), rates);
    System.out.printf(
        "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
        name,
        Laps.percentile(rates, 50),
        Laps.percentile(rates, 0),
        Laps.percentile(rates, 100),
        Laps.percentile(rates, 50).divide(most, 2, RoundingMode.HALF_UP),
        Laps.percentile(shares(rates, direct), 50),
        Laps.percentile(pipelines, 50),
        Laps.percentile(pipelines, 0),
        Laps.percentile(pipelines, 100),
        turnaround,
        cpu);
  }

  private List<BigDecimal> rates(Result result) {
    return result.turns().stream().map(turn -> rate(took(turn))).toList();
  }

  private BigDecimal rate(Duration took) {
    return BigDecimal.valueOf(backlog)
        .movePointRight(9)
        .divide(BigDecimal.valueOf(took.toNanos()), 1, RoundingMode.HALF_UP);
  }

  /** From the first request to the last result. */
  private static Duration took(Turn turn) {
    List<Journey> journeys = turn.journeys();
    return Duration.between(journeys.get(0).sent(), journeys.get(journeys.size() - 1).published());
  }

  /** What a side takes for itself between two calls. */
  private static String turnaround(Result result) {
    Laps laps = new Laps();
    for (Turn turn : result.turns()) {
      for (int i = 1; i < turn.journeys().size(); i++) {
        Journey before = turn.journeys().get(i - 1);
        laps.add(Duration.between(before.answered(), turn.journeys().get(i).arrived()));
      }
    }
    return millis(laps.median());
  }

  private static List<BigDecimal> shares(List<BigDecimal> rates, List<BigDecimal> of) {
    List<BigDecimal> shares = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      shares.add(rates.get(i).divide(of.get(i), 2, RoundingMode.HALF_UP));
    }
    return shares;
  }
}
