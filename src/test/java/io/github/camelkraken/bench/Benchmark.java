package io.github.camelkraken.bench;

import io.github.camelkraken.sandbox.Broker;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * {@code mvn -Pbench}: the packaged pipeline beside loops written by hand, on one broker and a
 * simulated exchange for each. BENCHMARKS.md says what is measured and how.
 */
public final class Benchmark {
  private static final String HALF = System.getProperty("bench.half", "both");
  private static final int WARM_UP = Integer.getInteger("bench.warm-up", 150);
  private static final int BLOCKS = Integer.getInteger("bench.blocks", 10);
  private static final int POLLS = Integer.getInteger("bench.polls", 30);
  private static final int STARTS = Integer.getInteger("bench.starts", 5);
  private static final Duration POLLING =
      Duration.ofSeconds(Integer.getInteger("bench.polling-seconds", 60));

  private static final Duration MEASURED =
      Duration.ofSeconds(Integer.getInteger("bench.sizes-seconds", 60));

  private Benchmark() {}

  public static void main(String... args) {
    Runtime.getRuntime().addShutdownHook(new Thread(Benchmark::endProcesses, "end-processes"));
    int status = 1;
    try {
      run();
      status = 0;
    } catch (Exception failure) {
      failure.printStackTrace();
    }
    System.exit(status);
  }

  private static void run() throws Exception {
    Instant begin = Instant.now();
    System.out.printf(
        "%d cores, Java %s, Kafka %s, load %s%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        AppInfoParser.getVersion(),
        load());
    try (Broker broker = new Broker().start()) {
      if (HALF.equals("sizes")) {
        new Sizes(broker, MEASURED).print();
        return;
      }
      if (!HALF.equals("private")) {
        ticker(broker);
        trades(broker);
        if (STARTS > 0) {
          footprint(broker);
        }
      }
      if (!HALF.equals("public")) {
        new PrivateHalf(broker).run();
      }
    }
    System.out.println();
    System.out.printf(
        "Took %d s, load %s%n", Duration.between(begin, Instant.now()).toSeconds(), load());
  }

  private static void ticker(Broker broker) throws Exception {
    try (Contestant pipeline = Contestant.pipeline(new AllTickers(), broker);
        Contestant loop = Contestant.loop("loop", "ticker", new AllTickers(), broker)) {
      race("Ticker, 1,700 pairs in one answer", List.of(pipeline, loop));
    }
  }

  private static void trades(Broker broker) throws Exception {
    try (Contestant pipeline = Contestant.pipeline(new FullPages(), broker);
        Contestant same =
            Contestant.loop("loop, same guarantee", "trades-with-cursor", new FullPages(), broker);
        Contestant less =
            Contestant.loop(
                "loop, no guarantee", "trades-without-cursor", new FullPages(), broker)) {
      race("Trades, a page of 1,000 rows", List.of(pipeline, same, less));
    }
  }

  private static void race(String title, List<Contestant> contestants) throws Exception {
    Duration cpu = cpuHere();
    Instant begin = Instant.now();
    List<Race.Result> results = new Race(contestants, WARM_UP, BLOCKS, POLLS).run();
    Duration used = cpuHere().minus(cpu);
    Duration took = Duration.between(begin, Instant.now());
    System.out.println();
    System.out.println(title);
    System.out.println();
    System.out.println(
        "| | p50 ms | p95 ms | CPU ms a poll | ratio: median of blocks | min | max |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (Race.Result result : results) {
      System.out.println(row(result, results.get(0)));
    }
    System.out.println();
    System.out.println(
        "Broker, exchange and consumer together used " + quotient(used, took) + " of a core.");
  }

  private static String row(Race.Result result, Race.Result pipeline) {
    String start =
        "| %s | %s | %s | %s |"
            .formatted(
                result.name(),
                millis(result.laps().median()),
                millis(result.laps().percentile(95)),
                millis(result.cpu()));
    if (result == pipeline) {
      return start + " | | |";
    }
    List<BigDecimal> ratios = new ArrayList<>();
    for (int i = 0; i < result.medians().size(); i++) {
      ratios.add(quotient(pipeline.medians().get(i), result.medians().get(i)));
    }
    return start
        + " %s | %s | %s |"
            .formatted(
                Laps.percentile(ratios, 50),
                Laps.percentile(ratios, 0),
                Laps.percentile(ratios, 100));
  }

  private static void footprint(Broker broker) throws Exception {
    Footprint.Result result = new Footprint(broker, STARTS, POLLING).measure();
    System.out.println();
    System.out.printf(
        "Start of the process to the first record with a consumer: median %s ms of %s%n",
        millis(result.start()), result.starts().stream().map(Benchmark::millis).toList());
    System.out.printf(
        "Resident memory after %d s of polling two pairs: %d MiB%n",
        POLLING.toSeconds(), result.residentMebibytes());
  }

  static String millis(Duration time) {
    return BigDecimal.valueOf(time.toNanos(), 6).setScale(1, RoundingMode.HALF_UP).toString();
  }

  static BigDecimal quotient(Duration of, Duration by) {
    return BigDecimal.valueOf(of.toNanos())
        .divide(BigDecimal.valueOf(by.toNanos()), 2, RoundingMode.HALF_UP);
  }

  /** The processor time that a process has used so far. */
  static Duration cpu(long pid) {
    return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  private static Duration cpuHere() {
    return cpu(ProcessHandle.current().pid());
  }

  /** How many processes want a core, over 1, 5 and 15 minutes. */
  private static String load() throws IOException {
    return String.join(
        " ", List.of(Files.readString(Path.of("/proc/loadavg")).split(" ")).subList(0, 3));
  }

  /** Also when this is stopped half-way. */
  private static void endProcesses() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }
}
