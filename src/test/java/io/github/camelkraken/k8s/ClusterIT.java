package io.github.camelkraken.k8s;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelkraken.sandbox.Broker;
import io.github.camelkraken.sandbox.Pipeline;
import io.github.camelkraken.sandbox.Ports;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.SimulatedKraken;
import io.github.camelkraken.sandbox.VirtualClock;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The overlay for Strimzi on a real broker with its topics, users and rights: both halves run with
 * the variables, certificates and rights that it gives them, and nobody can do more than meant.
 */
class ClusterIT {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"limit","price":"9000",\
      "volume":"0.01"}""";

  @TempDir static Path folder;

  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static final Map<String, Pipeline> PIPELINES = new HashMap<>();
  private static Certificates certificates;
  private static String servers;

  @BeforeAll
  static void applyTheOverlay() throws Exception {
    Rendered overlay = Rendered.overlay("strimzi");
    List<String> users =
        overlay.all(KafkaUser.class).stream().map(user -> user.getMetadata().getName()).toList();
    certificates = Certificates.in(folder, users);
    int port = Ports.free();
    servers = "127.0.0.1:" + port;
    Broker broker = Broker.guarded(port, certificates.ofBrokers());
    OPEN.add(0, broker);
    broker.start();
    operate(broker, overlay);
    SimulatedKraken kraken = exchange();

    Map<String, Map<String, byte[]>> secrets = new HashMap<>();
    secrets.put("kafka-cluster-ca-cert", certificates.ofAuthority());
    for (String user : users) {
      secrets.put(user, certificates.of(user));
    }
    secrets.put("kraken-key", keyOf(kraken));
    Map<String, String> here =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", servers,
            "KRAKEN_URL", kraken.url(),
            "KRAKEN_PUBLIC_RATE", "50",
            "KRAKEN_POLL_TRADES", "200ms",
            "KRAKEN_TIER", "pro",
            "KRAKEN_TRADING_MODE", "live");
    Node node = new Node(folder, secrets);
    for (PipelineDeployment deployment : overlay.pipelines()) {
      Pipeline pipeline = node.pod(deployment, here).start();
      OPEN.add(0, pipeline);
      PIPELINES.put(deployment.name(), pipeline);
    }
    PIPELINES.values().forEach(Rig::awaitReady);
  }

  @AfterAll
  static void deleteIt() throws Exception {
    for (AutoCloseable one : OPEN) {
      one.close();
    }
  }

  @Test
  void aReaderOfMarketDataIsGivenItAndCannotTrade() throws Exception {
    try (KafkaConsumer<String, String> reader = consumer("market-data-team", "market-data-team")) {
      reader.subscribe(List.of("kraken.market.trades"));
      eventually("trades", () -> !reader.poll(POLL).isEmpty());
    }

    assertNoRightIsMissing(PIPELINES.get("camel-kraken-market-data"));
    assertThatThrownBy(() -> request("market-data-team", "orders.requests", "not-mine"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> read("market-data-team", "orders.results"))
        .isInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void aTradingTeamPlacesAnOrderAndReadsItsResult() throws Exception {
    try (KafkaConsumer<String, String> results = consumer("trading-team", "trading-team.desk")) {
      results.subscribe(List.of("kraken.orders.results", "kraken.account.results"));
      request("trading-team", "orders.requests", "an-order");
      List<String> seen = new ArrayList<>();
      eventually(
          "the result",
          () -> {
            for (ConsumerRecord<String, String> result : results.poll(POLL)) {
              seen.add(result.value());
            }
            return seen.stream().anyMatch(result -> result.contains("an-order"));
          });

      assertThat(seen).anyMatch(result -> result.contains("\"status\":\"accepted\""));
      assertNoRightIsMissing(PIPELINES.get("camel-kraken-orders"));
    }
  }

  @Test
  void aTradingTeamSeesNothingInternalAndNobodyElsesRequests() {
    for (String topic :
        List.of("orders.journal", "nonces", "cursors", "dead-letters", "orders.requests")) {
      assertThatThrownBy(() -> read("trading-team", topic))
          .as(topic)
          .isInstanceOf(TopicAuthorizationException.class);
    }
    assertThatThrownBy(() -> request("trading-team", "orders.journal", "forged"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> request("trading-team", "orders.results", "forged"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void aTradingTeamCannotShutThePipelineOut() {
    assertThatThrownBy(() -> openTransactions("trading-team", "kraken.account.default"))
        .isInstanceOf(TransactionalIdAuthorizationException.class);
    assertThatThrownBy(() -> openTransactions("camel-kraken-market-data", "kraken.account.default"))
        .isInstanceOf(TransactionalIdAuthorizationException.class);
    assertThatThrownBy(() -> standForElection("trading-team", "kraken.private"))
        .isInstanceOf(GroupAuthorizationException.class);
    assertThatThrownBy(() -> standForElection("trading-team", "kraken.orders.requests"))
        .isInstanceOf(GroupAuthorizationException.class);
  }

  @Test
  void operatorsLookAtEverythingAndWriteNothing() {
    assertThat(read("operator-team", "nonces")).isNotEmpty();
    assertThatThrownBy(() -> request("operator-team", "orders.journal", "by-hand"))
        .hasCauseInstanceOf(AuthorizationException.class);
  }

  private static void assertNoRightIsMissing(Pipeline pipeline) {
    assertThat(pipeline.output())
        .isNotEmpty()
        .noneMatch(line -> line.contains("uthoriz") || line.contains("\"level\":\"ERROR\""));
  }

  /** What Strimzi's operators do; one broker has one replica of everything. */
  private static void operate(Broker broker, Rendered overlay) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(overlay.all(KafkaTopic.class).stream().map(ClusterIT::asked).toList())
          .all()
          .get();
      admin
          .createAcls(overlay.all(KafkaUser.class).stream().flatMap(Rights::of).toList())
          .all()
          .get();
    }
  }

  private static NewTopic asked(KafkaTopic topic) {
    Map<String, String> config = new TreeMap<>();
    topic.getSpec().getConfig().forEach((name, value) -> config.put(name, value.toString()));
    config.put("min.insync.replicas", "1");
    return new NewTopic(topic.getMetadata().getName(), topic.getSpec().getPartitions(), (short) 1)
        .configs(config);
  }

  private static SimulatedKraken exchange() {
    SimulatedKraken kraken = new SimulatedKraken(VirtualClock.running()).start();
    OPEN.add(kraken);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    OPEN.add(0, timer::shutdownNow);
    timer.scheduleAtFixedRate(kraken.market()::tick, 0, 200, TimeUnit.MILLISECONDS);
    return kraken;
  }

  private static Map<String, byte[]> keyOf(SimulatedKraken kraken) {
    var key = kraken.account().key();
    return Map.of(
        "kraken.api-key", key.key().getBytes(StandardCharsets.UTF_8),
        "kraken.api-secret", key.secret().getBytes(StandardCharsets.UTF_8));
  }

  private static void request(String user, String topic, String id) throws Exception {
    try (KafkaProducer<String, String> producer = producer(user, Map.of())) {
      ProducerRecord<String, String> request =
          new ProducerRecord<>("kraken." + topic, "default", ORDER);
      request.headers().add("request-id", id.getBytes(StandardCharsets.UTF_8));
      producer.send(request).get();
    }
  }

  /** The first records of the first partition, for somebody who may have them. */
  private static ConsumerRecords<String, String> read(String user, String topic) {
    try (KafkaConsumer<String, String> consumer = consumer(user, user)) {
      TopicPartition first = new TopicPartition("kraken." + topic, 0);
      consumer.assign(List.of(first));
      consumer.seek(first, 0);
      return consumer.poll(Rig.PATIENCE);
    }
  }

  private static void openTransactions(String user, String transactionalId) {
    try (KafkaProducer<String, String> producer =
        producer(user, Map.of("transactional.id", transactionalId))) {
      producer.initTransactions();
    }
  }

  private static void standForElection(String user, String group) {
    try (KafkaConsumer<String, String> candidate = consumer(user, group)) {
      candidate.subscribe(List.of("kraken.orders.results"));
      candidate.poll(Rig.PATIENCE);
    }
  }

  private static KafkaConsumer<String, String> consumer(String user, String group) {
    Map<String, Object> settings = settings(user);
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }

  private static KafkaProducer<String, String> producer(String user, Map<String, Object> more) {
    Map<String, Object> settings = settings(user);
    settings.putAll(more);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static Map<String, Object> settings(String user) {
    Map<String, Object> settings = new HashMap<>(certificates.client(user));
    settings.put("bootstrap.servers", servers);
    return settings;
  }
}
