package io.github.camelkraken.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelkraken.bench.Arrivals.Arrived;
import io.github.camelkraken.sandbox.AnsweredCall;
import io.github.camelkraken.sandbox.Broker;
import io.github.camelkraken.sandbox.Pipeline;
import io.github.camelkraken.sandbox.SimulatedKraken;
import io.github.camelkraken.sandbox.VirtualClock;
import io.github.camelkraken.sandbox.fault.Call;
import io.github.camelkraken.sandbox.fault.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One side of a race: a process with an exchange and topics of its own, which polls when let. */
final class Contestant implements AutoCloseable {
  /** Longer than anything here takes. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A poll that went well.
   *
   * @param took from the moment the answer had left until the last record was with a consumer
   */
  record Poll(Duration took, List<ConsumerRecord<String, String>> records) {}

  private final String name;
  private final Scenario scenario;
  private final String prefix = "bench-" + UUID.randomUUID().toString().substring(0, 8);
  private final SimulatedKraken kraken = new SimulatedKraken(VirtualClock.running());
  private final HeldCalls held = new HeldCalls();
  private final BlockingQueue<AnsweredCall> answered = new LinkedBlockingQueue<>();
  private final Arrivals arrivals;
  private final long pid;
  private final Runnable end;

  private Contestant(String name, Scenario scenario, Broker broker, Optional<String> loop)
      throws Exception {
    this.name = name;
    this.scenario = scenario;
    scenario.prepare(kraken.market());
    kraken.faults().script(scenario.endpoint(), held, Faults.FOR_EVER);
    kraken.onAnswered(
        call -> {
          if (call.endpoint().equals(scenario.endpoint())) {
            answered.add(call);
          }
        });
    kraken.start();
    String topic = prefix + ".market." + scenario.feed();
    createTopics(broker, topic);
    arrivals = new Arrivals(broker.bootstrapServers(), List.of(topic));
    if (loop.isPresent()) {
      Process started = startLoop(broker, loop.get());
      pid = started.pid();
      end = started::destroyForcibly;
    } else {
      Pipeline started = startPipeline(broker);
      pid = started.pid();
      // An orderly stop would wait for the call that is held.
      end = started::kill;
    }
  }

  /** The packaged pipeline. */
  static Contestant pipeline(Scenario scenario, Broker broker) throws Exception {
    return new Contestant("pipeline", scenario, broker, Optional.empty());
  }

  /** One of the loops of {@link HandWrittenLoop}. */
  static Contestant loop(String name, String loop, Scenario scenario, Broker broker)
      throws Exception {
    return new Contestant(name, scenario, broker, Optional.of(loop));
  }

  String name() {
    return name;
  }

  /** Lets one poll through once this side has nothing else to do, and waits for its records. */
  Poll poll() throws InterruptedException, IOException {
    Call call = held.next();
    int expected = scenario.happen(kraken.market());
    HeldCalls.answer(call);
    AnsweredCall answer = answered.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (answer == null) {
      throw new IllegalStateException("no answer left");
    }
    Arrived arrived = arrivals.next(expected);
    scenario.check(JSON.readTree(answer.body()).get("result"), arrived.records());
    return new Poll(Duration.between(answer.at(), arrived.at()), arrived.records());
  }

  /** The processor time that the process has used so far. */
  Duration cpu() {
    return Benchmark.cpu(pid);
  }

  @Override
  public void close() {
    end.run();
    arrivals.close();
    kraken.close();
  }

  private Pipeline startPipeline(Broker broker) {
    Pipeline pipeline =
        Pipeline.of(broker.bootstrapServers(), kraken.url())
            .set("kraken.topic-prefix", prefix)
            .set("kraken.pairs", scenario.pairs())
            .set("kraken.public-rate", "1000")
            .set("kraken.rest-timeout", "5m");
    for (String feed : List.of("ticker", "trades", "ohlc", "assets", "status")) {
      pipeline.set("kraken.poll." + feed, feed.equals(scenario.feed()) ? "10ms" : "off");
    }
    return pipeline.start();
  }

  private Process startLoop(Broker broker, String loop) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            HandWrittenLoop.class.getName(),
            broker.bootstrapServers(),
            kraken.url(),
            prefix,
            loop)
        .inheritIO()
        .start();
  }

  private void createTopics(Broker broker, String topic)
      throws InterruptedException, ExecutionException {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
      NewTopic cursors =
          new NewTopic(prefix + ".cursors", 1, (short) 1)
              .configs(Map.of("cleanup.policy", "compact"));
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1), cursors)).all().get();
    }
  }
}
