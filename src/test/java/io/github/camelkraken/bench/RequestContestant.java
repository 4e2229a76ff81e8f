package io.github.camelkraken.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelkraken.bench.Arrivals.Arrived;
import io.github.camelkraken.sandbox.Broker;
import io.github.camelkraken.sandbox.Pipeline;
import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.SimulatedKraken;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.VirtualClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One side of a race of requests: a process that serves them, its own exchange and topics. */
final class RequestContestant implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCOUNT = "default";
  private static final BigDecimal ENOUGH = new BigDecimal("1000000000.0000");

  /** What serves the requests. */
  private enum Side {
    PIPELINE("accepted"),
    /** Nothing changes, so nothing is written down; all else is the same. */
    VALIDATING("validated"),
    /** The pipeline as it is but for the commits of offsets: one for each order. */
    COMMITTING_EACH("accepted"),
    LOOP("accepted");

    private final String status;

    Side(String status) {
      this.status = status;
    }
  }

  private final String name;
  private final Side side;
  private final Workload workload;
  private final Broker broker;
  private final String prefix = "bench-" + UUID.randomUUID().toString().substring(0, 8);
  private final SimulatedKraken kraken = new SimulatedKraken(VirtualClock.running());
  private final BlockingQueue<ReceivedPrivateCall> arrived = new LinkedBlockingQueue<>();
  private final BlockingQueue<Instant> answered = new LinkedBlockingQueue<>();
  private final KafkaProducer<String, byte[]> producer;
  private final Arrivals results;
  private final long pid;
  private final Runnable end;
  private String shape = "";
  private int served;

  private RequestContestant(String name, Workload workload, Broker broker, Side side)
      throws Exception {
    this.name = name;
    this.side = side;
    this.workload = workload;
    this.broker = broker;
    kraken.account().balance("ZUSD", ENOUGH);
    workload.prepare(kraken.market());
    kraken.onPrivateCall(
        call -> {
          if (call.endpoint().equals(workload.endpoint())) {
            arrived.add(call);
          }
        });
    kraken.onAnswered(
        call -> {
          if (call.endpoint().equals(workload.endpoint())) {
            answered.add(call.at());
          }
        });
    kraken.start();
    createTopics();
    results = new Arrivals(broker.bootstrapServers(), List.of(topic("results")));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    if (side == Side.LOOP) {
      Process started = startLoop();
      pid = started.pid();
      end = started::destroyForcibly;
    } else {
      Pipeline started = startPipeline();
      pid = started.pid();
      end = started::close;
    }
  }

  /** The packaged pipeline. */
  static RequestContestant pipeline(Workload workload, Broker broker) throws Exception {
    return new RequestContestant("pipeline", workload, broker, Side.PIPELINE);
  }

  /** The packaged pipeline in mode validate: the same way, but for the journal. */
  static RequestContestant validating(Workload workload, Broker broker) throws Exception {
    return new RequestContestant("pipeline, no journal", workload, broker, Side.VALIDATING);
  }

  /** The packaged pipeline with the offset of each order committed by itself. */
  static RequestContestant committingEach(Workload workload, Broker broker) throws Exception {
    return new RequestContestant("pipeline, a commit each", workload, broker, Side.COMMITTING_EACH);
  }

  /** {@link HandWrittenRequests}. */
  static RequestContestant loop(Workload workload, Broker broker) throws Exception {
    return new RequestContestant("loop", workload, broker, Side.LOOP);
  }

  String name() {
    return name;
  }

  /** Lets each call travel this long before it takes effect. */
  void delay(Duration travel) {
    kraken.delay(travel, Duration.ZERO);
  }

  /** The processor time that the process has used so far. */
  Duration cpu() {
    return Benchmark.cpu(pid);
  }

  /** Whether what it calls and answers is to be the same as that of others, but for values. */
  boolean isLive() {
    return side != Side.VALIDATING;
  }

  /** The names of everything that the last call and the last result consisted of. */
  String shape() {
    return shape;
  }

  /**
   * Produces some requests of one account, each so long after the last one whatever becomes of
   * them, and waits for all results.
   *
   * @throws IllegalStateException if not every request was called for once, accepted and answered,
   *     and all in their order
   */
  List<Journey> serve(int count, Duration period) throws InterruptedException, IOException {
    List<String> ids = new ArrayList<>(count);
    List<Instant> sent = new ArrayList<>(count);
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      waitUntil(begin + i * period.toNanos());
      String id = UUID.randomUUID().toString();
      ProducerRecord<String, byte[]> request =
          new ProducerRecord<>(topic("requests"), ACCOUNT, workload.request(id, served++));
      request.headers().add("request-id", id.getBytes(StandardCharsets.UTF_8));
      ids.add(id);
      sent.add(Instant.now());
      producer.send(request);
    }
    return journeys(ids, sent);
  }

  @Override
  public void close() {
    end.run();
    producer.close();
    results.close();
    kraken.close();
  }

  private static void waitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private List<Journey> journeys(List<String> ids, List<Instant> sent)
      throws InterruptedException, IOException {
    List<Journey> journeys = new ArrayList<>(ids.size());
    while (journeys.size() < ids.size()) {
      Arrived batch = results.atLeast(1);
      for (ConsumerRecord<String, String> result : batch.records()) {
        int i = journeys.size();
        ReceivedPrivateCall call = next(arrived);
        check(ids.get(i), call, result);
        journeys.add(new Journey(sent.get(i), call.at(), next(answered), batch.at()));
      }
    }
    if (!arrived.isEmpty()) {
      throw new IllegalStateException(name + " called more often than it was asked to");
    }
    return journeys;
  }

  private <T> T next(BlockingQueue<T> seen) throws InterruptedException {
    T next = seen.poll(Contestant.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (next == null) {
      throw new IllegalStateException(name + " answers what the exchange did not see");
    }
    return next;
  }

  private void check(String id, ReceivedPrivateCall call, ConsumerRecord<String, String> result)
      throws IOException {
    JsonNode value = JSON.readTree(result.value());
    boolean isIts = call.parameter("cl_ord_id").orElse(id).equals(id);
    if (!isIts
        || !value.path("request_id").asText().equals(id)
        || !value.path("status").asText().equals(side.status)) {
      throw new IllegalStateException(name + " answers " + id + " by " + value);
    }
    shape =
        Stream.of(call.json(), value, value.get("result"), value.get("request"))
                .map(RequestContestant::names)
                .toList()
            + new TreeSet<>(TopicReader.headers(result).keySet()).toString();
  }

  private static TreeSet<String> names(JsonNode object) {
    TreeSet<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private Pipeline startPipeline() throws IOException {
    Pipeline pipeline =
        Pipeline.of(broker.bootstrapServers(), kraken.url())
            .set("kraken.topic-prefix", prefix)
            .set("kraken.public-rate", "50")
            .set("kraken.trading.mode", side == Side.VALIDATING ? "validate" : "live")
            .set("kraken.tier", "pro")
            .environment("KRAKEN_API_KEY", kraken.account().key().key())
            .environment("KRAKEN_API_SECRET", kraken.account().key().secret());
    for (String feed : List.of("ticker", "trades", "ohlc", "assets", "status")) {
      pipeline.set("kraken.poll." + feed, "off");
    }
    if (side == Side.COMMITTING_EACH) {
      pipeline.set("camel.main.routes-include-pattern", "file:" + routes() + "/*.camel.yaml");
    }
    return pipeline.start();
  }

  /** The routes as they are but for the records of orders that are taken at once. */
  private static Path routes() throws IOException {
    Path folder = Files.createTempDirectory("bench-routes");
    folder.toFile().deleteOnExit();
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of("routes"))) {
      files = all.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
    }
    for (Path file : files) {
      String text = Files.readString(file);
      String name = file.getFileName().toString();
      if (name.equals("orders.camel.yaml")) {
        String changed = text.replace("name: batch, value: \"20\"", "name: batch, value: \"1\"");
        if (changed.equals(text)) {
          throw new IllegalStateException(file + " does not take orders as it did");
        }
        text = changed;
      }
      Path copy = Files.writeString(folder.resolve(name), text);
      copy.toFile().deleteOnExit();
    }
    return folder;
  }

  private Process startLoop() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                HandWrittenRequests.class.getName(),
                broker.bootstrapServers(),
                kraken.url(),
                prefix,
                workload.group(),
                String.valueOf(workload.batch()))
            .inheritIO();
    builder.environment().put("KRAKEN_API_KEY", kraken.account().key().key());
    builder.environment().put("KRAKEN_API_SECRET", kraken.account().key().secret());
    return builder.start();
  }

  private String topic(String kind) {
    return prefix + "." + workload.group() + "." + kind;
  }

  private void createTopics() throws InterruptedException, ExecutionException {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              Stream.of("requests", "results")
                  .map(kind -> new NewTopic(topic(kind), 3, (short) 1))
                  .toList())
          .all()
          .get();
    }
  }
}
