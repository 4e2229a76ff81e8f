package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.k8s.Certificates;
import io.github.camelkraken.requests.TextHeaders;
import io.github.camelkraken.sandbox.Broker;
import io.github.camelkraken.sandbox.Ports;
import io.github.camelkraken.sandbox.VirtualClock;
import io.github.camelkraken.topics.AssignedPartitions;
import io.github.camelkraken.topics.CommitWhenDone;
import io.github.camelkraken.topics.KafkaClients;
import io.github.camelkraken.topics.Topics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to the topics of requests and to the rights on them, each of their partitions is
 * read by one consumer as soon as it can be, and nothing runs hot until then.
 */
class ConsumersIT {
  private static final String TOPIC = "kraken.orders.urgent";
  private static final String TRUSTED = "ssl.truststore.location";
  private static final String USER = "gateway";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Set<String> read = ConcurrentHashMap.newKeySet();
  private final VirtualClock clock = VirtualClock.running();
  private final Set<String> made = ConcurrentHashMap.newKeySet();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(camel));

  @TempDir Path folder;
  private Broker broker;
  private Admin admin;
  private KafkaProducer<byte[], byte[]> producer;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void aConsumerWithoutAPartitionWaitsForOneAndReadsItWhenItIsThere() throws Exception {
    start(new Broker());
    partitions(1);
    consume(Map.of("bootstrap.servers", broker.bootstrapServers(), "metadata.max.age.ms", 500));
    for (int i = 0; i < 20; i++) {
      String text = "of one partition, " + i;
      produce(0, text);
      eventually(text, () -> read.contains(text));
    }
    assertThat(made.size()).as("consumers so far").isEqualTo(3);

    admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(5))).all().get();

    for (int i = 0; i < 5; i++) {
      produce(i, "of five partitions, " + i);
    }
    eventually("all", () -> read.size() == 25);
    assertThat(made.size()).as("consumers in the end").isEqualTo(3);
  }

  @Test
  void whoMayNotReadDoesNotConnectOverAndOverAndReadsOnceItMay() throws Exception {
    Certificates certificates = Certificates.in(folder, List.of(USER));
    int port = Ports.free();
    start(Broker.guarded(port, certificates.ofBrokers()));
    partitions(3);
    allow(ResourceType.TOPIC, TOPIC, AclOperation.DESCRIBE);
    allow(ResourceType.GROUP, TOPIC, AclOperation.READ);
    produce(1, "not for everybody");
    consume(client(certificates, port));
    eventually("it has tried", () -> made.size() > 3);
    await().during(Duration.ofSeconds(3)).until(() -> made.size() <= 6);

    allow(ResourceType.TOPIC, TOPIC, AclOperation.READ);

    eventually("the record", () -> read.contains("not for everybody"));
  }

  @Test
  void whoIsNotKnownToABrokerAnyMoreReadsOnceItIsAgain() throws Exception {
    Certificates certificates = Certificates.in(folder, List.of(USER));
    int port = Ports.free();
    start(Broker.guarded(port, certificates.ofBrokers()));
    partitions(3);
    allow(ResourceType.TOPIC, TOPIC, AclOperation.READ);
    allow(ResourceType.GROUP, TOPIC, AclOperation.READ);
    consume(client(certificates, port));
    produce(0, "from somebody known");
    eventually("the first", () -> read.contains("from somebody known"));
    Path trusted = Path.of(certificates.ofBrokers().get(TRUSTED));
    byte[] known = Files.readAllBytes(trusted);

    broker.stop();
    Certificates.in(Files.createDirectory(folder.resolve("o")), List.of("other"));
    Files.copy(
        folder.resolve("o").resolve(trusted.getFileName()),
        trusted,
        StandardCopyOption.REPLACE_EXISTING);
    broker.start();
    eventually("all were refused", () -> isClosed(1) && isClosed(2) && isClosed(3));
    broker.stop();
    Files.write(trusted, known);
    broker.start();

    for (int i = 0; i < 3; i++) {
      produce(i, "from somebody known again, " + i);
    }
    eventually("all", () -> read.size() == 4);
  }

  @Test
  void whatIsCommittedIsCommittedAnewEachDayAsItIs() throws Exception {
    start(new Broker());
    partitions(3);
    consume(Map.of("bootstrap.servers", broker.bootstrapServers()));
    produce(1, "before a quiet week");
    eventually("its offset", () -> committed().size() == 1);
    Map<TopicPartition, OffsetAndMetadata> offsets = committed();
    long commits = commits();

    clock.advance(Duration.ofDays(1));

    eventually("one more commit", () -> commits() > commits);
    assertThat(committed()).isEqualTo(offsets);
    assertThat(made).as("consumers in the end").hasSize(3);
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() {
    return ask(() -> admin.listConsumerGroupOffsets(TOPIC).partitionsToOffsetAndMetadata().get());
  }

  /** How many records of all commits there are. */
  private long commits() {
    TopicPartition all = new TopicPartition("__consumer_offsets", 0);
    return ask(
        () ->
            admin
                .listOffsets(Map.of(all, OffsetSpec.latest()))
                .partitionResult(all)
                .get()
                .offset());
  }

  private static <T> T ask(Callable<T> question) {
    try {
      return question.call();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void start(Broker itsBroker) {
    broker = itsBroker;
    open.add(broker);
    broker.start();
    Map<String, Object> all = Map.of("bootstrap.servers", broker.bootstrapServers());
    admin = Admin.create(all);
    producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    open.addAll(1, List.of(admin, producer));
  }

  /** The consumers of a topic of requests, for three accounts, as {@code routes/} has them. */
  private void consume(Map<String, Object> kafka) throws Exception {
    Map<String, String> properties = new HashMap<>();
    for (String account : List.of("one", "two")) {
      properties.put("kraken.accounts." + account + ".api-key", "key");
      properties.put("kraken.accounts." + account + ".api-secret", "c2VjcmV0");
    }
    KrakenConfig config = KrakenConfigTest.config(properties);
    KafkaComponent component = new KafkaComponent();
    component.getConfiguration().setBrokers(String.valueOf(kafka.get("bootstrap.servers")));
    meters.config().onMeterAdded(meter -> client(meter).ifPresent(made::add));
    component.setKafkaClientFactory(new KafkaClients(kafka, meters));
    camel.addComponent("kafka", component);
    camel.getRegistry().bind("textHeaders", new TextHeaders());
    camel.getRegistry().bind("commitWhenDone", new CommitWhenDone());
    camel
        .getRegistry()
        .bind(KafkaConstants.KAFKA_SUBSCRIBE_ADAPTER, new AssignedPartitions(config, clock));
    Map.of(
            "kraken.topic-prefix", "kraken",
            "topic", "orders.urgent",
            "batch", "20",
            "requests.consumers", String.valueOf(Topics.consumers(config)))
        .forEach(camel.getPropertiesComponent()::addInitialProperty);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(requests()).process(one -> read.add(one.getMessage().getBody(String.class)));
          }
        });
    camel.start();
  }

  private static String requests() {
    List<String> found = new ArrayList<>();
    Routes.walk(
        Routes.load(Routes.FOLDER.resolve("requests.camel.yaml")),
        (key, value) -> {
          if (key.equals("from")
              && value instanceof Map<?, ?> from
              && from.get("uri").toString().startsWith("kafka:")) {
            found.add(
                ((Map<?, ?>) from.get("parameters"))
                    .entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .collect(Collectors.joining("&", from.get("uri") + "?", "")));
          }
        });
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /**
   * What a client of the user's is told; whom it trusts does not change with whom brokers trust.
   */
  private Map<String, Object> client(Certificates certificates, int port) throws Exception {
    Map<String, Object> settings = new HashMap<>(certificates.client(USER));
    Path trusted = folder.resolve("trusted-by-user.p12");
    Files.copy(Path.of(settings.get(TRUSTED).toString()), trusted);
    settings.put(TRUSTED, trusted.toString());
    settings.put("bootstrap.servers", "127.0.0.1:" + port);
    return settings;
  }

  private void partitions(int count) throws Exception {
    admin.createTopics(List.of(new NewTopic(TOPIC, count, (short) 1))).all().get();
  }

  private void allow(ResourceType type, String name, AclOperation operation) throws Exception {
    admin
        .createAcls(
            List.of(
                new AclBinding(
                    new ResourcePattern(type, name, PatternType.LITERAL),
                    new AccessControlEntry(
                        "User:CN=" + USER, "*", operation, AclPermissionType.ALLOW))))
        .all()
        .get();
  }

  private void produce(int partition, String text) throws Exception {
    producer
        .send(new ProducerRecord<>(TOPIC, partition, null, text.getBytes(StandardCharsets.UTF_8)))
        .get();
  }

  /** Whether a consumer is closed: it takes its metrics with it. */
  private boolean isClosed(int number) {
    return meters.getMeters().stream()
        .noneMatch(one -> client(one).equals(Optional.of("consumer-" + TOPIC + "-" + number)));
  }

  private static Optional<String> client(Meter meter) {
    return Optional.ofNullable(meter.getId().getTag("client.id"));
  }
}
