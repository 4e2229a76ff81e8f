package io.github.camelkraken.sandbox;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelkraken.contract.Contract;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import io.github.camelkraken.sandbox.limit.Tier;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What a scenario plays on: a real broker, a simulated Kraken and the packaged pipeline. One broker
 * serves all scenarios that do not stop it; a topic prefix keeps them apart.
 */
public final class Rig implements AutoCloseable {
  /** Longer than anything here takes on a busy machine with two cores. */
  public static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("rig.patience", 60));

  private static final Duration POLL = Duration.ofMillis(100);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Broker shared;

  private final Broker broker;
  private final boolean ownsBroker;
  private final SimulatedKraken kraken;
  private final Pipeline pipeline;
  private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
  private final List<TopicReader> readers = new ArrayList<>();
  private final List<Runnable> closers = new ArrayList<>();

  private Rig(Broker broker, boolean ownsBroker, Clock clock) {
    this.broker = broker;
    this.ownsBroker = ownsBroker;
    this.kraken = new SimulatedKraken(clock).start();
    this.pipeline =
        Pipeline.of(broker.bootstrapServers(), kraken.url())
            .startingFast()
            .set("kraken.topic-prefix", prefix)
            .set("kraken.public-rate", "50")
            .set("kraken.poll.ticker", "200ms")
            .set("kraken.poll.trades", "200ms")
            .set("kraken.poll.ohlc", "200ms")
            .set("kraken.poll.status", "500ms")
            .set("kraken.backoff.first", "100ms")
            .set("kraken.backoff.max", "500ms");
  }

  /** A rig on the shared broker; the exchange's clock is the machine's. */
  public static Rig create() {
    return create(VirtualClock.running());
  }

  /** A rig on the shared broker. */
  public static Rig create(Clock clock) {
    return new Rig(sharedBroker(), false, clock);
  }

  /** A rig whose broker can be stopped; it is not started yet. */
  public static Rig withOwnBroker() {
    return new Rig(new Broker(), true, VirtualClock.running());
  }

  public Broker broker() {
    return broker;
  }

  public SimulatedKraken kraken() {
    return kraken;
  }

  public Market market() {
    return kraken.market();
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  /**
   * Another pipeline on the same topics, with the properties that are set by now; it is not started
   * yet.
   */
  public Pipeline another() {
    Pipeline another = pipeline.twin();
    closers.add(another::close);
    return another;
  }

  public Rig set(String property, String value) {
    pipeline.set(property, value);
    return this;
  }

  /** Gives the pipeline the key of the exchange's account, its tier, and no feeds to poll. */
  public Rig trading(String mode) {
    return only()
        .set("kraken.api-key", kraken.account().key().key())
        .set("kraken.api-secret", kraken.account().key().secret())
        .set("kraken.tier", "pro")
        .set("kraken.trading.mode", mode);
  }

  /** Gives the pipeline one more account, which the exchange gets too. */
  public Rig trading(String account, String mode) {
    String prefixOfIts = "kraken.accounts." + account + ".";
    SimulatedKey key = kraken.addAccount(account, Tier.PRO).key();
    return set(prefixOfIts + "api-key", key.key())
        .set(prefixOfIts + "api-secret", key.secret())
        .set(prefixOfIts + "tier", "pro")
        .set(prefixOfIts + "mode", mode);
  }

  /** A user of one group's topics of requests and results. */
  public Requests requests(String group) {
    Requests requests = new Requests(broker.bootstrapServers(), prefix, group);
    closers.add(requests::close);
    return requests;
  }

  /** Leaves only these feeds on. */
  public Rig only(String... feeds) {
    List<String> on = List.of(feeds);
    for (String feed : List.of("ticker", "trades", "ohlc", "book", "spread", "assets", "status")) {
      if (!on.contains(feed)) {
        set("kraken.poll." + feed, "off");
      } else if (feed.equals("book") || feed.equals("spread")) {
        set("kraken.poll." + feed, "200ms");
      }
    }
    return this;
  }

  /** Starts the pipeline and waits until it is ready. */
  public Rig start() {
    pipeline.start();
    awaitReady();
    return this;
  }

  public void awaitReady() {
    awaitReady(pipeline);
  }

  /** Waits until one of several pipelines is ready. */
  public static void awaitReady(Pipeline pipeline) {
    await("ready; output: " + pipeline.output())
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> readiness(pipeline) == 200);
  }

  /** Waits until Kraken has told what each key may do: no such call comes in between then. */
  public Rig awaitKeys() {
    eventually(
        "the keys are checked",
        () -> Stream.of("waiting for Kraken", "standing by").noneMatch(readinessPage()::contains));
    return this;
  }

  /** The status code of readiness. */
  public int readiness() {
    return readiness(pipeline);
  }

  /** The status code of the readiness of one of several pipelines. */
  public static int readiness(Pipeline pipeline) {
    return RestAssured.get(pipeline.url() + "/q/health/ready").statusCode();
  }

  /** What readiness shows. */
  public String readinessPage() {
    return RestAssured.get(pipeline.url() + "/q/health/ready").asString();
  }

  /** How many failures of a class the pipeline has counted since its start. */
  public int counted(String failureClass) {
    return RestAssured.get(pipeline.url() + "/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("kraken_failures_total{class=\"" + failureClass + "\""))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .mapToInt(count -> (int) Double.parseDouble(count))
        .sum();
  }

  public String topic(String name) {
    return prefix + "." + name;
  }

  /** A reader of one topic, from its beginning. */
  public TopicReader reader(String name) {
    TopicReader reader = new TopicReader(broker.bootstrapServers(), topic(name));
    readers.add(reader);
    return reader;
  }

  /** Waits for something that then no longer changes back. */
  public static void eventually(String what, Supplier<Boolean> holds) {
    eventually(what, PATIENCE, holds);
  }

  /** Waits so long for something that then no longer changes back. */
  public static void eventually(String what, Duration patience, Supplier<Boolean> holds) {
    await(what).atMost(patience).ignoreExceptions().until(holds::get);
  }

  /** The records of a topic with this event. */
  public static List<JsonNode> events(TopicReader reader, String event) {
    return reader.records().stream()
        .map(Rig::json)
        .filter(value -> value.get("event").asText().equals(event))
        .toList();
  }

  public static JsonNode json(ConsumerRecord<String, String> record) {
    try {
      return JSON.readTree(record.value());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    readers.forEach(TopicReader::close);
    closers.forEach(Runnable::run);
    pipeline.close();
    kraken.close();
    if (ownsBroker) {
      broker.close();
    } else {
      readAll();
    }
  }

  /** What the scenario has not looked at is held against the contract too. */
  private void readAll() {
    try (KafkaConsumer<String, String> consumer = TopicReader.consumer(broker.bootstrapServers())) {
      List<TopicPartition> partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .filter(info -> info.topic().startsWith(topic("")))
              .filter(info -> Contract.isPublished(info.topic()))
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        return; // the pipeline refused to start
      }
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      eventually(
          "the ends of all topics",
          () -> {
            while (!consumer.poll(POLL).isEmpty()) {
              // the contract is shown them
            }
            return partitions.stream().allMatch(one -> consumer.position(one) >= ends.get(one));
          });
    }
  }

  private static synchronized Broker sharedBroker() {
    if (shared == null) {
      shared = new Broker().start();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "stop-broker"));
    }
    return shared;
  }
}
