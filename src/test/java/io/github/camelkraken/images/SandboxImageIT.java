package io.github.camelkraken.images;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.Ports;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated Kraken as a program of its own, with nothing but what its image has. */
class SandboxImageIT {
  private static final Dockerfile FILE = Dockerfile.read("Dockerfile.sandbox");
  private static final Path SANDBOX = Path.of("io", "github", "camelkraken", "sandbox");
  private static final String SECRET =
      Base64.getEncoder().encodeToString("made up".getBytes(StandardCharsets.US_ASCII));

  @TempDir private Path work;
  private final int port = Ports.free();
  private Process kraken;

  @BeforeEach
  void copyWhatTheDockerfileCopies() throws IOException {
    Path lib = Files.createDirectories(work.resolve("lib"));
    for (String copied : FILE.copied()) {
      for (Path path : Dockerfile.matching(copied)) {
        if (path.toString().endsWith(".jar")) {
          Files.createSymbolicLink(lib.resolve(path.getFileName()), path.toAbsolutePath());
        }
      }
    }
    Path classes = work.resolve("classes").resolve(SANDBOX);
    Files.createDirectories(classes.getParent());
    Files.createSymbolicLink(
        classes, Path.of("target", "test-classes").resolve(SANDBOX).toAbsolutePath());
  }

  @AfterEach
  void end() throws InterruptedException {
    kraken.destroyForcibly().waitFor();
  }

  @Test
  void itsPricesMoveAndItTakesOrdersWithTheKeyThatBothAreGiven() throws IOException {
    Map<String, String> key = Map.of("KRAKEN_API_KEY", "made-up", "KRAKEN_API_SECRET", SECRET);
    start(key);
    try (Rig rig = Rig.create().only("ticker")) {
      rig.set("kraken.url", "http://127.0.0.1:" + port)
          .set("kraken.public-rate", "1")
          .set("kraken.trading.mode", "live");
      key.forEach(rig.pipeline()::environment);
      Requests orders = rig.requests("orders");
      TopicReader ticker = rig.reader("market.ticker");
      rig.start().awaitKeys();

      orders.send(
          "orders.requests",
          "first",
          "{\"endpoint\":\"AddOrder\",\"pair\":\"BTC/USD\",\"type\":\"buy\","
              + "\"ordertype\":\"market\",\"volume\":\"0.01\"}");

      assertThat(orders.awaitEnd("first").path("status").asText()).isEqualTo("accepted");
      eventually("another price", () -> prices(ticker, "BTC/USD").distinct().count() > 1);
    }
  }

  @Test
  void aSecretThatCannotBeOneIsNamedInOneLineThatDoesNotShowIt() throws Exception {
    start(Map.of("KRAKEN_API_KEY", "made-up", "KRAKEN_API_SECRET", "not base64"));

    assertThat(kraken.waitFor(Rig.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(kraken.exitValue()).isEqualTo(1);
    assertThat(new String(kraken.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("KRAKEN_API_SECRET expects")
        .doesNotContain("not base64");
  }

  private void start(Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(FILE.entryPoint());
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.replaceAll(word -> word.replace("0.0.0.0", "127.0.0.1"));
    command.add(1, "-Dsandbox.kraken.port=" + port);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(work.toFile());
    builder.environment().putAll(environment);
    kraken = builder.start();
  }

  private static Stream<String> prices(TopicReader ticker, String symbol) {
    return ticker.records().stream()
        .filter(record -> record.key().equals(symbol))
        .map(record -> Rig.json(record).get("last").asText());
  }
}
