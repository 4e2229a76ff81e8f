package io.github.camelkraken.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/** A real single-node Kafka in this JVM; it keeps its port and its data from stop to start. */
public final class Broker implements AutoCloseable {
  private final int port;
  private final Path folder;
  private final Properties settings = new Properties();
  private KafkaRaftServer server;

  /** A broker on a free port. */
  public Broker() {
    this(Ports.free());
  }

  public Broker(int port) {
    this(port, "", Map.of());
  }

  /**
   * A broker that lets users with certificates in on another port, and there only to what they were
   * given rights for. Whoever comes in by {@link #bootstrapServers()} may do everything.
   *
   * @param tls settings that begin with {@code ssl.}
   */
  public static Broker guarded(int tlsPort, Map<String, String> tls) {
    Map<String, String> settings = new HashMap<>(tls);
    settings.put("ssl.client.auth", "required");
    settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
    settings.put("super.users", "User:ANONYMOUS");
    return new Broker(Ports.free(), ",SSL://127.0.0.1:" + tlsPort, settings);
  }

  private Broker(int port, String moreListeners, Map<String, String> moreSettings) {
    this.port = port;
    int controller = Ports.free();
    try {
      folder = Files.createTempDirectory("camel-kraken-broker");
      settings.put("process.roles", "broker,controller");
      settings.put("node.id", "1");
      settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
      settings.put("controller.listener.names", "CONTROLLER");
      settings.put(
          "listeners",
          "PLAINTEXT://127.0.0.1:"
              + port
              + moreListeners
              + ",CONTROLLER://127.0.0.1:"
              + controller);
      settings.put(
          "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,SSL:SSL,CONTROLLER:PLAINTEXT");
      settings.put("log.dirs", folder.resolve("log").toString());
      settings.put("offsets.topic.replication.factor", "1");
      settings.put("offsets.topic.num.partitions", "1");
      settings.put("transaction.state.log.replication.factor", "1");
      settings.put("transaction.state.log.min.isr", "1");
      settings.put("transaction.state.log.num.partitions", "1");
      settings.put("share.coordinator.state.topic.replication.factor", "1");
      settings.put("share.coordinator.state.topic.min.isr", "1");
      settings.put("group.initial.rebalance.delay.ms", "0");
      settings.put("auto.create.topics.enable", "false");
      settings.put("num.partitions", "1");
      settings.putAll(moreSettings);
      format();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public synchronized Broker start() {
    server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    return this;
  }

  public synchronized void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Stops the broker and forgets its data. */
  @Override
  public void close() {
    stop();
    try {
      Utils.delete(folder.toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void format() throws IOException {
    Path file = folder.resolve("server.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    String[] arguments = {
      "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
    };
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    if (StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
      throw new IllegalStateException(
          "formatting the broker failed: " + said.toString(StandardCharsets.UTF_8));
    }
  }
}
