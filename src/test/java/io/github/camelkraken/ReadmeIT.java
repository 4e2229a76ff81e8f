package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.rest.Endpoint;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Group;
import io.github.camelkraken.sandbox.Ports;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Sandbox;
import io.github.camelkraken.sandbox.TopicReader;
import io.smallrye.config.ConfigMappings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what happens; the sandbox runs as {@code mvn -Psandbox} runs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadmeIT {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final String TXID = "O[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}";

  private final int kafka = Ports.free();
  private final int kraken = Ports.free();
  private final int pipeline = Ports.free();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final List<Process> programs = new CopyOnWriteArrayList<>();
  private String readme;
  private Process sandbox;

  @BeforeAll
  void runTheSandbox() throws IOException {
    readme = Files.readString(Path.of("README.md"));
    sandbox = sandbox();
    follow(sandbox, output);
  }

  @AfterAll
  void ctrlCStopsEverythingAndLeavesNothingBehind() throws InterruptedException {
    try {
      eventually("the pipeline's process", () -> sandbox.descendants().findAny().isPresent());
      List<ProcessHandle> children = sandbox.descendants().toList();
      sandbox.destroy();
      assertThat(sandbox.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(List.of(kafka, kraken, pipeline)).noneMatch(Ports::isTaken);
    } finally {
      sandbox.descendants().forEach(ProcessHandle::destroyForcibly);
      sandbox.destroyForcibly();
    }
  }

  @AfterEach
  void endPrograms() throws InterruptedException {
    for (Process program : programs) {
      program.destroyForcibly().waitFor();
    }
  }

  @Test
  void theSandboxShowsWhatTheReadmeShows() {
    List<Pattern> shown =
        block("sandbox output")
            .lines()
            .filter(line -> !line.isBlank())
            .map(ReadmeIT::shape)
            .toList();
    assertThat(shown).hasSizeGreaterThan(14);
    for (Pattern line : shown) {
      eventually(
          "a line like " + line,
          () -> output.stream().anyMatch(printed -> line.matcher(printed).matches()));
    }
  }

  @Test
  void theRecordHasTheFieldsThatTheReadmeShows() throws IOException {
    JsonNode shown = new ObjectMapper().readTree(block("trade record"));
    try (TopicReader reader = new TopicReader("127.0.0.1:" + kafka, "kraken.market.trades")) {
      eventually("a trade", () -> !reader.records().isEmpty());
      JsonNode trade = new ObjectMapper().readTree(reader.records().get(0).value());
      assertThat(names(trade)).isEqualTo(names(shown));
    }
  }

  @Test
  void theJavaConsumerOfTheReadmeRuns(@TempDir Path folder) throws Exception {
    List<String> printed = run(folder, "TradesPrinter", "java consumer");
    eventually(
        "printed trades",
        () -> printed.stream().anyMatch(line -> line.startsWith("BTC/USD {\"symbol\":")));
  }

  @Test
  void theOrderOfTheReadmeIsAnsweredWithTheFieldsThatItShows() throws IOException {
    JsonNode shown = new ObjectMapper().readTree(block("order result"));
    Matcher kcat =
        Pattern.compile("echo '(\\{.*})' \\|\\s+kcat .*request-id=(\\S+)").matcher(readme);
    assertThat(kcat.find()).isTrue();
    try (Requests orders = new Requests("127.0.0.1:" + kafka, "kraken", "orders")) {
      eventually("the broker", () -> Ports.isTaken(kafka));
      orders.send("orders.requests", "default", kcat.group(2), kcat.group(1));
      JsonNode result = orders.awaitEnd(kcat.group(2));
      assertThat(names(result)).isEqualTo(names(shown));
      assertThat(result.get("status")).isEqualTo(shown.get("status"));
      assertThat(result.at("/result/descr")).isEqualTo(shown.at("/result/descr"));
    }
  }

  @Test
  void theJavaOrderOfTheReadmeRuns(@TempDir Path folder) throws Exception {
    List<String> printed = run(folder, "PlaceOrder", "java order");
    eventually(
        "printed result",
        () -> printed.stream().anyMatch(line -> line.matches("accepted \\[\"O[-A-Z0-9]+\"]")));
  }

  @Test
  void theEndpointsAreThoseOfTheCatalogue() {
    Matcher row =
        Pattern.compile(
                "(?m)^\\| `kraken\\.(orders|account|funding)\\.(requests|urgent)`[^|]*\\| (.*) \\|$")
            .matcher(readme.substring(readme.indexOf("<!-- endpoints:")));
    int rows = 0;
    while (row.find()) {
      boolean urgent = row.group(2).equals("urgent");
      Group group = Group.valueOf(row.group(1).toUpperCase());
      assertThat(row.group(3).replace("`", "").split(" "))
          .containsExactlyInAnyOrderElementsOf(
              EndpointCatalogue.all().stream()
                  .filter(endpoint -> endpoint.comesOn(group, urgent))
                  .map(Endpoint::name)
                  .toList());
      rows++;
    }
    assertThat(rows).isEqualTo(4);
  }

  @Test
  void aPortInUseIsNamedWithThePropertyThatChangesIt() throws Exception {
    eventually("the first sandbox", () -> Ports.isTaken(kafka));
    Process second = sandbox();
    List<String> printed = new CopyOnWriteArrayList<>();
    follow(second, printed);
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    eventually(
        "one line",
        () ->
            printed.stream()
                .anyMatch(
                    line ->
                        line.startsWith("Port " + kafka + " is in use")
                            && line.contains("-Dsandbox.kafka.port=")));
  }

  @Test
  void theConfigurationTableHasEveryPropertyWithItsEnvironmentVariable() {
    Set<String> properties =
        ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(KrakenConfig.class))
            .keySet()
            .stream()
            .filter(name -> !name.endsWith("[*]"))
            .map(name -> name.replace(".*.", ".<name>."))
            .collect(Collectors.toSet());
    Set<String> documented = new TreeSet<>();
    Matcher row =
        Pattern.compile("(?m)^\\| `(kraken\\.[^`]+)` \\| `([A-Z_]+)` \\|").matcher(readme);
    while (row.find()) {
      documented.add(row.group(1));
      String name = row.group(1).replace("<name>", "name").toUpperCase();
      assertThat(row.group(2)).isEqualTo(name.replaceAll("[^A-Z0-9]", "_"));
    }
    assertThat(documented).containsExactlyInAnyOrderElementsOf(properties);
  }

  /** Runs a program of the README as a user would, and follows what it prints. */
  private List<String> run(Path folder, String name, String marker) throws IOException {
    Path source = folder.resolve(name + ".java");
    Files.writeString(source, block(marker));
    Process program =
        new ProcessBuilder(
                JAVA,
                "-cp",
                System.getProperty("java.class.path"),
                source.toString(),
                "127.0.0.1:" + kafka)
            .redirectErrorStream(true)
            .start();
    programs.add(program);
    List<String> printed = new CopyOnWriteArrayList<>();
    follow(program, printed);
    return printed;
  }

  private Process sandbox() throws IOException {
    return new ProcessBuilder(
            JAVA,
            "-Dsandbox.kafka.port=" + kafka,
            "-Dsandbox.kraken.port=" + kraken,
            "-Dquarkus.http.port=" + pipeline,
            "-cp",
            System.getProperty("java.class.path"),
            Sandbox.class.getName())
        .redirectErrorStream(true)
        .start();
  }

  /** The fenced block behind a marker in the README. */
  private String block(String marker) {
    Matcher matcher =
        Pattern.compile("<!-- " + marker + ":[^\n]*-->\n```\\w*\n(.*?)```", Pattern.DOTALL)
            .matcher(readme);
    assertThat(matcher.find()).as("a block behind " + marker).isTrue();
    return matcher.group(1);
  }

  /** A line with other numbers, other ids of Kraken's and other widths of columns. */
  private static Pattern shape(String line) {
    List<String> parts = new ArrayList<>();
    for (String word : line.strip().split("\\s+")) {
      if (word.matches(TXID)) {
        parts.add(TXID);
        continue;
      }
      parts.add(
          Pattern.compile("\\d+")
                  .splitAsStream(word)
                  .map(Pattern::quote)
                  .collect(Collectors.joining("\\d+"))
              + (Character.isDigit(word.charAt(word.length() - 1)) ? "\\d+" : ""));
    }
    return Pattern.compile("\\s*" + String.join("\\s+", parts) + "\\s*");
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void follow(Process process, List<String> lines) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader source =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                source.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException ended) {
                lines.add("(output ended: " + ended.getMessage() + ")");
              }
            });
    reader.setDaemon(true);
    reader.start();
  }
}
