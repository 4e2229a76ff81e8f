package io.github.camelkraken.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * {@code mvn -Psandbox}: a real Kafka, the simulated Kraken and the packaged pipeline on 127.0.0.1,
 * a few orders placed by message, and a view of what flows. With {@code
 * -Dkraken.url=https://api.kraken.com} the pipeline polls the real exchange instead.
 */
public final class Sandbox {
  private static final Path LOG = Path.of("target", "sandbox.log");

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Sandbox::thread);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final int kafkaPort = port("sandbox.kafka.port", 9092);
  private final int krakenPort = port("sandbox.kraken.port", 8081);
  private final int pipelinePort = port("quarkus.http.port", 8080);
  private final String realKraken = System.getProperty("kraken.url");

  private Broker broker;
  private LiveKraken kraken;
  private Pipeline pipeline;
  private LiveView view;
  private SampleOrders orders;

  private Sandbox() {}

  public static void main(String... args) throws Exception {
    Sandbox sandbox = new Sandbox();
    String taken = sandbox.takenPort();
    if (taken != null) {
      System.err.println(taken);
      System.exit(1);
    }
    Thread stop = new Thread(sandbox::stop, "sandbox-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    sandbox.start();
    sandbox.ended.await();
    System.exit(1);
  }

  private void start() throws IOException {
    say("Starting Kafka on 127.0.0.1:" + kafkaPort);
    broker = new Broker(kafkaPort).start();
    String krakenUrl = realKraken;
    if (krakenUrl == null) {
      kraken = new LiveKraken("127.0.0.1", krakenPort).start();
      krakenUrl = kraken.url();
      say("Simulated Kraken on " + krakenUrl);
    }
    say("Starting the packaged pipeline, its log is " + LOG);
    Files.deleteIfExists(LOG);
    pipeline = new Pipeline(pipelinePort);
    if (kraken != null) {
      pipeline
          .set("kraken.api-key", kraken.account().key().key())
          .set("kraken.api-secret", kraken.account().key().secret())
          .set("kraken.tier", "pro")
          .set("kraken.trading.mode", "live");
      orders = new SampleOrders(new Requests(broker.bootstrapServers(), prefix(), "orders"));
    }
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("kraken.") || name.startsWith("quarkus."))
        .forEach(name -> pipeline.set(name, System.getProperty(name)));
    pipeline
        .set("kafka.bootstrap.servers", broker.bootstrapServers())
        .set("kraken.url", krakenUrl)
        .listener(this::log)
        .start();
    view = new LiveView(broker.bootstrapServers(), pipeline.url(), krakenUrl, prefix(), orders);
    timer.scheduleWithFixedDelay(this::show, 1, 1, TimeUnit.SECONDS);
  }

  private void show() {
    if (pipeline.isAlive()) {
      view.refresh();
    } else {
      System.err.println("The pipeline has ended. " + lastLine());
      ended.countDown();
    }
  }

  private String lastLine() {
    return pipeline.output().isEmpty() ? "" : pipeline.output().get(pipeline.output().size() - 1);
  }

  private void log(String line) {
    try {
      Files.writeString(
          LOG,
          line + System.lineSeparator(),
          java.nio.file.StandardOpenOption.CREATE,
          java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException failure) {
      System.err.println(line);
    }
  }

  private void stop() {
    timer.shutdownNow();
    say("Stopping");
    if (view != null) {
      view.close();
    }
    if (orders != null) {
      orders.close();
    }
    if (pipeline != null) {
      pipeline.stop();
    }
    if (kraken != null) {
      kraken.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  /** The one line that says which port is taken and how to choose another, or null. */
  private String takenPort() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("sandbox.kafka.port", kafkaPort);
    ports.put("quarkus.http.port", pipelinePort);
    if (realKraken == null) {
      ports.put("sandbox.kraken.port", krakenPort);
    }
    return ports.entrySet().stream()
        .filter(entry -> Ports.isTaken(entry.getValue()))
        .findFirst()
        .map(
            entry ->
                "Port %d is in use by another process; choose another with -D%s=%d"
                    .formatted(entry.getValue(), entry.getKey(), Ports.free()))
        .orElse(null);
  }

  private static String prefix() {
    return System.getProperty("kraken.topic-prefix", "kraken");
  }

  private static int port(String property, int absent) {
    return Integer.getInteger(property, absent);
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sandbox");
    thread.setDaemon(true);
    return thread;
  }
}
