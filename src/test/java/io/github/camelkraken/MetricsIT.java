package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.github.camelkraken.sandbox.fault.Replaced;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an operator sees of a pipeline that has done a bit of everything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsIT {
  private static final Path MONITORING = Path.of("k8s", "components", "monitoring");

  /** Micrometer looks each minute which topics Kafka's clients have to do with. */
  private static final Duration FOR_KAFKAS_METRICS = Duration.ofSeconds(100);

  private static final Path PAGE = Path.of("docs", "observability.md");
  private static final Pattern METRIC =
      Pattern.compile("\\b(kraken|kafka|camel|jvm|process|system)_[a-z0-9_]+\\b(?!\\s*=~?\")");
  private static final Pattern PART_OF_A_TIMER = Pattern.compile("_(bucket|count|sum|max)$");
  private static final String BROKEN_TICKER =
      "{\"error\":[],\"result\":{\"XXBTZUSD\":{\"a\":\"no array\"}}}";
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"limit","price":"9000",\
      "volume":"0.01","cl_ord_id":"%s"}""";

  private Rig rig;
  private List<String> samples;

  @BeforeAll
  void doABitOfEverything() {
    rig = Rig.create().trading("live").set("kraken.poll.ticker", "200ms");
    rig.set("kraken.poll.trades", "200ms").set("kraken.poll.status", "200ms").start().awaitKeys();
    Requests orders = rig.requests("orders");
    orders.send("orders.requests", "accepted", ORDER.formatted("accepted"));
    orders.awaitEnd("accepted");
    rig.kraken().faults().script("AddOrder", new KrakenSays("EOrder:Rate limit exceeded"), 1);
    orders.send("orders.requests", "second time", ORDER.formatted("second-time"));
    orders.awaitEnd("second time");
    orders.send("orders.requests", "no request", "no JSON");
    orders.awaitEnd("no request");
    rig.kraken().faults().script("Ticker", new Replaced(BROKEN_TICKER), 1);
    eventually("an entry is left out", () -> tells("kraken_malformed_total"));
    eventually("Kraken has told the time", () -> tells("kraken_clock_skew_seconds"));
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void theDashboardAndTheAlertsUseOnlyMetricsThatThereAre() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String file : List.of("dashboard.json", "alerts.yaml")) {
      Set<String> ofFile = metrics(Files.readString(MONITORING.resolve(file)));
      assertThat(ofFile).as(file).hasSizeGreaterThan(8);
      used.addAll(ofFile);
    }
    await("each of " + used)
        .atMost(FOR_KAFKAS_METRICS)
        .untilAsserted(() -> assertThat(names()).containsAll(used));
  }

  @Test
  void thePageOfMetricsHasAllOfThePipelinesOwn() throws IOException {
    Set<String> own =
        samples.stream()
            .map(MetricsIT::name)
            .filter(name -> name.startsWith("kraken_"))
            .map(name -> PART_OF_A_TIMER.matcher(name).replaceFirst(""))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> told =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `kraken_"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(told).isEqualTo(own);
  }

  @Test
  void thePageOfMetricsHasTheLabelsOfEach() throws IOException {
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `kraken_")) {
        String[] cells = line.split("\\|");
        String metric = cells[1].strip().replace("`", "");
        List<String> labels = new ArrayList<>();
        Matcher label = Pattern.compile("`([a-z_]+)`").matcher(cells[2]);
        while (label.find()) {
          labels.add(label.group(1));
        }
        assertThat(labelsOf(metric)).as(metric).containsExactlyInAnyOrderElementsOf(labels);
      }
    }
  }

  @Test
  void aDecisionIsOneLineWithTheRequestsId() {
    assertThat(rig.pipeline().output())
        .filteredOn(line -> line.contains("Request accepted of account default"))
        .singleElement()
        .asString()
        .contains("AddOrder accepted, txid O", "cl_ord_id accepted", "attempts 1");
    assertThat(rig.pipeline().output())
        .filteredOn(line -> line.contains("Request no request of account default"))
        .anyMatch(line -> line.contains("WARN") && line.contains("dead letter, NOT_JSON"));
  }

  @Test
  void theStartSaysWhatItFoundOfEachDependency() {
    assertThat(rig.pipeline().output())
        .anyMatch(line -> line.contains("Kafka: cluster ") && line.contains("brokers 1, topics "))
        .anyMatch(line -> line.contains("Kraken: " + rig.kraken().url() + ", pairs "))
        .anyMatch(line -> line.contains("Journal of account default: names 0"))
        .anyMatch(line -> line.contains("Account default: mode live"));
  }

  @Test
  void theProcessMoves() {
    RestAssured.get(rig.pipeline().url() + "/q/health/live").then().statusCode(200);
    assertThat(RestAssured.get(rig.pipeline().url() + "/q/health/live").asString())
        .contains("routes move", "0 s ago");
  }

  /** What there is now. */
  private Set<String> names() {
    take();
    return samples.stream().map(MetricsIT::name).collect(Collectors.toSet());
  }

  private void take() {
    samples =
        RestAssured.get(rig.pipeline().url() + "/q/metrics")
            .asString()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
  }

  /** Takes what there is now, and says whether it has a value of a metric. */
  private boolean tells(String metric) {
    take();
    return samples.stream()
        .filter(line -> name(line).equals(metric))
        .anyMatch(line -> !line.endsWith("NaN"));
  }

  private Set<String> labelsOf(String metric) {
    return samples.stream()
        .filter(line -> PART_OF_A_TIMER.matcher(name(line)).replaceFirst("").equals(metric))
        .filter(line -> line.contains("{"))
        .flatMap(
            line ->
                Pattern.compile("([a-z_]+)=\"")
                    .matcher(line)
                    .results()
                    .map(found -> found.group(1)))
        .filter(label -> !label.equals("le"))
        .collect(Collectors.toSet());
  }

  private static Set<String> metrics(String text) {
    return METRIC.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
  }

  private static String name(String sample) {
    return sample.split("[{ ]", 2)[0];
  }
}
