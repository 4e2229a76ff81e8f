package io.github.camelkraken.bench;

import static io.github.camelkraken.bench.Benchmark.millis;
import static io.github.camelkraken.bench.Benchmark.quotient;

import io.github.camelkraken.bench.RequestRace.Result;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How long requests were under way, on both sides of the exchange. */
final class AddedLatency {
  private final Result pipeline;
  private final List<Result> others;

  /** Of the pipeline, and of what it is compared with. */
  AddedLatency(List<Result> results) {
    pipeline = results.get(0);
    others = results.subList(1, results.size());
  }

  void print() {
    System.out.println(
        "| | | p50 ms | p95 ms | p99 ms | CPU ms a request"
            + " | pipeline to this, ratio of p50: median of turns | min | max"
            + " | ratio of p99: all requests | median of turns |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    print("request to call", Journey::there);
    print("answer to result", Journey::back);
    print("both", Journey::added);
  }

  private void print(String part, Function<Journey, Duration> length) {
    Laps its = laps(pipeline.journeys(), length);
    System.out.println(row(part, pipeline, its) + " | | | | |");
    for (Result other : others) {
      Laps laps = laps(other.journeys(), length);
      List<BigDecimal> ofMedians = ratios(other, length, 50);
      System.out.printf(
          "%s %s | %s | %s | %s | %s |%n",
          row(part, other, laps),
          Laps.percentile(ofMedians, 50),
          Laps.percentile(ofMedians, 0),
          Laps.percentile(ofMedians, 100),
          quotient(its.percentile(99), laps.percentile(99)),
          Laps.percentile(ratios(other, length, 99), 50));
    }
  }

  /** Turn by turn. */
  private List<BigDecimal> ratios(Result other, Function<Journey, Duration> length, int percent) {
    List<BigDecimal> ratios = new ArrayList<>();
    for (int i = 0; i < pipeline.turns().size(); i++) {
      Laps its = laps(pipeline.turns().get(i).journeys(), length);
      Laps laps = laps(other.turns().get(i).journeys(), length);
      ratios.add(quotient(its.percentile(percent), laps.percentile(percent)));
    }
    return ratios;
  }

  private static String row(String part, Result result, Laps laps) {
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            part,
            result.name(),
            millis(laps.median()),
            millis(laps.percentile(95)),
            millis(laps.percentile(99)),
            millis(result.cpu()));
  }

  private static Laps laps(List<Journey> journeys, Function<Journey, Duration> length) {
    Laps laps = new Laps();
    journeys.stream().map(length).forEach(laps::add);
    return laps;
  }
}
