package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the start expects, what it refuses, and what it waits for. */
class StartIT {

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "kraken.poll.ticker | often | expects a duration",
        "kraken.book.depth | 501 | expects a number of levels a side from 1 to 500",
        "kraken.url | api.kraken.com | expects a URL without a path",
        "kraken.public-rate | 0 | expects a number of calls a second",
        "kraken.topics.create | maybe | expects",
        "kraken.pols.ticker | 5s | is not a property of Camel Kraken",
        "kraken.routes | market | expects * or names out of account, funding, market-data, orders",
        "kraken.trading.mode | paper | expects one of validate, live",
        "kraken.tier | gold | expects one of starter, intermediate, pro",
        "kraken.trades.pairs | * | expects names of pairs",
        "kraken.pairs | BTC/USB | the nearest are BTC/USD"
      })
  void aWrongValueIsRefusedInOneLine(String property, String value, String expected)
      throws Exception {
    try (Rig rig = Rig.create().set(property, value)) {
      rig.pipeline().start();
      assertThat(rig.pipeline().exitCode()).isEqualTo(1);
      List<String> refusals =
          rig.pipeline().output().stream()
              .filter(line -> line.startsWith("Start refused"))
              .toList();
      assertThat(refusals).hasSize(1);
      assertThat(refusals.get(0)).contains(property).contains(expected);
      assertThat(rig.pipeline().output()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void anUnknownPairIsLeftOutAnnouncedAndShown() {
    try (Rig rig = Rig.create().only("ticker").set("kraken.pairs", "ETH/USD,NOSUCH").start()) {
      TopicReader events = rig.reader("events");
      TopicReader tickers = rig.reader("market.ticker");
      eventually("announced", () -> Rig.events(events, "UNKNOWN_PAIR").size() == 1);
      assertThat(events.records().get(0).key()).isEqualTo("NOSUCH");
      eventually("the other one flows", () -> !tickers.records().isEmpty());
      assertThat(tickers.records()).allMatch(record -> record.key().equals("ETH/USD"));
      assertThat(
              io.restassured.RestAssured.get(rig.pipeline().url() + "/q/health/ready").asString())
          .contains("unknown pairs")
          .contains("NOSUCH");
    }
  }

  @Test
  void everyAliasOfAPairIsTheSamePair() {
    String aliases = "XBTUSD,xxbtzusd,XBT/USD,btc/usd,BTCUSD,doge/usd,XDGUSD";
    try (Rig rig = Rig.create().only("trades").set("kraken.pairs", aliases)) {
      rig.market().pair("XXBTZUSD").trade(rig.market().now(), 2);
      rig.market().pair("XDGUSD").trade(rig.market().now(), 3);
      rig.start();
      TopicReader trades = rig.reader("market.trades");
      eventually("all trades", () -> trades.records().size() == 5);
      assertThat(trades.records().stream().map(record -> record.key()).collect(Collectors.toSet()))
          .containsExactlyInAnyOrder("BTC/USD", "DOGE/USD");
    }
  }

  @Test
  void missingTopicsAreCreatedWithTheirPolicy() throws Exception {
    try (Rig rig = Rig.create().only("ticker").start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", rig.broker().bootstrapServers()))) {
      Set<String> names =
          Stream.of("market.trades", "market.pairs", "cursors", "events")
              .map(rig::topic)
              .collect(Collectors.toSet());
      Map<String, TopicDescription> topics = admin.describeTopics(names).allTopicNames().get();
      assertThat(topics.get(rig.topic("market.trades")).partitions()).hasSize(3);
      assertThat(topics.get(rig.topic("cursors")).partitions()).hasSize(1);
      assertThat(cleanup(admin, rig.topic("market.trades"))).isEqualTo("delete");
      assertThat(cleanup(admin, rig.topic("market.pairs"))).isEqualTo("compact");
      assertThat(cleanup(admin, rig.topic("cursors"))).isEqualTo("compact");
    }
  }

  @Test
  void aCompactedTopicWithAnotherPolicyStopsTheStart() throws Exception {
    try (Rig rig = Rig.create();
        Admin admin = Admin.create(Map.of("bootstrap.servers", rig.broker().bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(rig.topic("cursors"), 1, (short) 1))).all().get();
      rig.pipeline().start();
      assertThat(rig.pipeline().exitCode()).isEqualTo(1);
      assertThat(rig.pipeline().output())
          .anyMatch(
              line ->
                  line.startsWith("Start refused: topic " + rig.topic("cursors"))
                      && line.contains("cleanup.policy=delete"));
    }
  }

  @Test
  void anAbsentBrokerIsWaitedForAndSaidOnce() {
    try (Rig rig = Rig.withOwnBroker().only("ticker")) {
      rig.pipeline().start();
      eventually("unready", () -> rig.readiness() == 503);
      eventually("said", () -> linesAboutKafka(rig) == 1);
      rig.broker().start();
      rig.awaitReady();
      TopicReader tickers = rig.reader("market.ticker");
      eventually("tickers", () -> !tickers.records().isEmpty());
      assertThat(linesAboutKafka(rig)).isEqualTo(1);
    }
  }

  @Test
  void aBrokerWhoseNameDoesNotResolveIsWaitedForToo() {
    try (Rig rig = Rig.create().set("kafka.bootstrap.servers", "no-such-broker.invalid:9092")) {
      rig.pipeline().start();
      eventually("unready", () -> rig.readiness() == 503);
      eventually("said", () -> linesAboutKafka(rig) == 1);
      assertThat(rig.pipeline().isAlive()).isTrue();
      rig.pipeline().stop();
      assertThat(rig.pipeline().output()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void aPortInUseIsNamedWithThePropertyThatChangesIt() throws Exception {
    try (Rig rig = Rig.create().only("ticker").start();
        Rig second = Rig.create()) {
      String port = rig.pipeline().url().replaceAll(".*:", "");
      second.set("quarkus.http.port", port).pipeline().start();
      assertThat(second.pipeline().exitCode()).isEqualTo(1);
      assertThat(second.pipeline().output())
          .anyMatch(
              line ->
                  line.startsWith("Start refused: port " + port + " is in use")
                      && line.contains("quarkus.http.port"));
    }
  }

  @Test
  void whileKrakenIsAwayAStartGoesByThePairsLastPublished() {
    try (Rig rig = Rig.create().only("ticker").set("kraken.pairs", "BTC/USD").start()) {
      TopicReader pairs = rig.reader("market.pairs");
      eventually("pairs", () -> pairs.records().size() >= rig.market().pairs().size());
      rig.pipeline().stop();
      rig.kraken().faults().script("AssetPairs", new HttpStatus(503), Faults.FOR_EVER);
      TopicReader tickers = rig.reader("market.ticker");
      int before = tickers.records().size();
      rig.start();
      eventually("tickers", () -> tickers.records().size() > before);
    }
  }

  @Test
  void aFirstStartWhileKrakenIsAwayWaitsForIt() {
    try (Rig rig = Rig.create().only("ticker")) {
      rig.kraken().stop();
      rig.pipeline().start();
      eventually("unready", () -> rig.readiness() == 503);
      eventually(
          "said",
          () -> rig.pipeline().output().stream().anyMatch(line -> line.contains("NotDelivered")));
      rig.kraken().start();
      rig.awaitReady();
    }
  }

  @Test
  void aMountedFolderReplacesTheBuiltInRoutes(@TempDir Path folder) throws Exception {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        Files.writeString(
            folder.resolve(file.getFileName()), text.replace("id: freshness", "id: my-freshness"));
      }
    }
    try (Rig rig = Rig.create().only("ticker")) {
      rig.pipeline()
          .environment("CAMEL_MAIN_ROUTES_INCLUDE_PATTERN", "file:" + folder + "/*.camel.yaml");
      rig.start();
      eventually(
          "the folder's route runs",
          () ->
              rig.pipeline().output().stream()
                  .anyMatch(line -> line.contains("Running ") && line.contains("my-freshness")));
    }
  }

  @Test
  void theStartSaysWhatItPlansAgainstWhatIsAllowed() {
    try (Rig rig = Rig.create().only("ticker", "trades").set("kraken.public-rate", "2")) {
      rig.set("kraken.poll.ticker", "1s").set("kraken.poll.trades", "500ms").start();
      assertThat(rig.pipeline().output())
          .anyMatch(
              line ->
                  line.contains("Planned 5 of 2 public calls a second")
                      && line.contains("2.5 times as late as configured"));
    }
  }

  private static long linesAboutKafka(Rig rig) {
    return rig.pipeline().output().stream()
        .filter(line -> line.contains("WARN") || line.contains("ERROR"))
        .count();
  }

  private static String cleanup(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .get("cleanup.policy")
        .value();
  }
}
