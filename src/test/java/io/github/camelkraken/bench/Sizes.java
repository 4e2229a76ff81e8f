package io.github.camelkraken.bench;

import io.github.camelkraken.sandbox.Broker;
import io.github.camelkraken.sandbox.Pipeline;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.SimulatedKraken;
import io.github.camelkraken.sandbox.VirtualClock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What to plan for: memory, processor and Kafka's disk of one process at some loads. The JVM is
 * told what it would find in a pod of {@code k8s/} with 512 MiB.
 */
final class Sizes {
  /** As the entry point of Dockerfile.jvm, and what a JVM chooses by itself in so small a pod. */
  private static final String[] POD = {
    "-XX:MaxRAM=512m", "-XX:MaxRAMPercentage=60", "-XX:+UseSerialGC"
  };

  private static final BigDecimal ENOUGH = new BigDecimal("1000000000.0000");

  /**
   * What one process has to do.
   *
   * @param routes as {@code kraken.routes}
   * @param pairs how many are polled, with Kraken's public rate of one call a second
   * @param ordersASecond as market orders on one account
   * @param isStandby whether another process acts and this one is only ready to
   */
  private record Load(String name, String routes, int pairs, int ordersASecond, boolean isStandby) {
    static Load feeds(String name, int pairs) {
      return new Load(name, "market-data", pairs, 0, false);
    }

    static Load orders(String name, int aSecond) {
      return new Load(name, "orders,account", 0, aSecond, false);
    }
  }

  private static final int ALL = 1700;

  private static final List<Load> LOADS =
      List.of(
          Load.feeds("market data: 2 pairs", 2),
          Load.feeds("market data: 20 pairs", 20),
          Load.feeds("market data: 100 pairs", 100),
          Load.feeds("market data: prices of all 1,700 pairs", ALL),
          Load.orders("orders: none", 0),
          Load.orders("orders: 5 a second", 5),
          Load.orders("orders: 20 a second", 20),
          new Load("both: 20 pairs and 5 orders a second", "*", 20, 5, false),
          new Load("the standby of that one", "*", 20, 5, true));

  private final Broker broker;
  private final Duration time;

  /**
   * @param time how long each load is let run, and then measured
   */
  Sizes(Broker broker, Duration time) {
    this.broker = broker;
    this.time = time;
  }

  void print() throws Exception {
    System.out.println();
    System.out.println(
        "| load | most memory MiB | cores | on Kafka's disk KiB a second | calls a second | orders a second |");
    System.out.println("|---|---|---|---|---|---|");
    for (Load load : LOADS) {
      System.out.println(row(load));
    }
  }

  private String row(Load load) throws Exception {
    String prefix = "sizes-" + UUID.randomUUID().toString().substring(0, 8);
    ScheduledExecutorService events = Executors.newScheduledThreadPool(2);
    try (SimulatedKraken kraken = new SimulatedKraken(VirtualClock.running());
        KafkaProducer<String, byte[]> producer = producer()) {
      kraken.account().balance("ZUSD", ENOUGH);
      kraken.market().addMany(Math.max(load.pairs(), 40));
      kraken.market().tradeThePast(Duration.ofMinutes(10), Duration.ofSeconds(10));
      AtomicInteger calls = new AtomicInteger();
      AtomicInteger orders = new AtomicInteger();
      kraken.onAnswered(
          call -> {
            calls.incrementAndGet();
            orders.addAndGet(call.endpoint().equals(Workload.ORDERS.endpoint()) ? 1 : 0);
          });
      kraken.start();
      try (Pipeline first = pipeline(load, kraken, prefix).start()) {
        Rig.awaitReady(first);
        try (Pipeline second = first.twin()) {
          Pipeline measured = first;
          if (load.isStandby()) {
            measured = second.start();
            Rig.awaitReady(measured);
          }
          events.scheduleAtFixedRate(kraken.market()::tick, 1, 1, TimeUnit.SECONDS);
          if (load.ordersASecond() > 0) {
            AtomicInteger number = new AtomicInteger();
            events.scheduleAtFixedRate(
                () -> producer.send(order(prefix, number.getAndIncrement())),
                0,
                1_000_000_000L / load.ordersASecond(),
                TimeUnit.NANOSECONDS);
          }
          TimeUnit.NANOSECONDS.sleep(time.toNanos());
          final Duration cpu = Benchmark.cpu(measured.pid());
          final long disk = disk(prefix);
          calls.set(0);
          orders.set(0);
          TimeUnit.NANOSECONDS.sleep(time.toNanos());
          return "| %s | %d | %s | %s | %s | %s |"
              .formatted(
                  load.name(),
                  ResidentMemory.most(measured.pid()),
                  Benchmark.quotient(Benchmark.cpu(measured.pid()).minus(cpu), time),
                  aSecond((disk(prefix) - disk) / 1024),
                  aSecond(calls.get()),
                  aSecond(orders.get()));
        }
      }
    } finally {
      events.shutdownNow();
    }
  }

  private Pipeline pipeline(Load load, SimulatedKraken kraken, String prefix) {
    Pipeline pipeline =
        Pipeline.of(broker.bootstrapServers(), kraken.url())
            .memory(POD)
            .set("kraken.topic-prefix", prefix)
            .set("kraken.routes", load.routes())
            .set("kraken.pairs", pairs(load.pairs()))
            .set("kraken.trading.mode", "live")
            .set("kraken.tier", "pro");
    if (!load.routes().equals("market-data")) {
      pipeline
          .environment("KRAKEN_API_KEY", kraken.account().key().key())
          .environment("KRAKEN_API_SECRET", kraken.account().key().secret());
    }
    return pipeline;
  }

  private static String pairs(int count) {
    if (count == ALL) {
      return "*";
    }
    StringBuilder names = new StringBuilder("BTC/USD");
    for (int i = 1; i < count; i++) {
      names.append(",T%04d/USD".formatted(i));
    }
    return names.toString();
  }

  private static ProducerRecord<String, byte[]> order(String prefix, int number) {
    byte[] order = Workload.ORDERS.request(UUID.randomUUID().toString(), number);
    return new ProducerRecord<>(prefix + ".orders.requests", "default", order);
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** Bytes of all topics, indexes included, of which each replica needs as much. */
  private long disk(String prefix) throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
      int node = admin.describeCluster().nodes().get().iterator().next().id();
      return admin
          .describeLogDirs(List.of(node))
          .allDescriptions()
          .get()
          .get(node)
          .values()
          .stream()
          .flatMap(directory -> directory.replicaInfos().entrySet().stream())
          .filter(replica -> replica.getKey().topic().startsWith(prefix))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    }
  }

  private String aSecond(long count) {
    return BigDecimal.valueOf(count)
        .divide(BigDecimal.valueOf(time.toSeconds()), 1, RoundingMode.HALF_UP)
        .toString();
  }
}
