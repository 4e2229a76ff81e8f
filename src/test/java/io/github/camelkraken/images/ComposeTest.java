package io.github.camelkraken.images;

import static io.github.camelkraken.config.KrakenConfigTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelkraken.config.KrakenConfig;
import io.smallrye.config.ConfigMappings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import scala.jdk.javaapi.CollectionConverters;

/** What {@code compose.yaml} says to the application, to Kafka and to those that look on. */
class ComposeTest {
  private static final Path FILE = Path.of("compose.yaml");
  private static final Path DOCKER = Dockerfile.FOLDER;

  private final Map<String, Map<String, Object>> services = part(FILE, "services");

  @Test
  void everyPortIsOpenToThisMachineOnly() {
    assertThat(services.values())
        .flatExtracting(service -> list(service, "ports"))
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).matches("127\\.0\\.0\\.1:(\\d+):\\1"));
  }

  @Test
  void everyImageHasAVersionAndOursAreMadeHere() {
    services.forEach(
        (name, service) -> {
          assertThat((String) service.get("image"))
              .as(name)
              .matches("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+");
          if (service.get("image").toString().startsWith("camel-kraken")) {
            Map<?, ?> build = (Map<?, ?>) service.get("build");
            assertThat(Path.of((String) build.get("dockerfile"))).as(name).isRegularFile();
          }
        });
  }

  @Test
  void oursMayNotDoMoreThanTheyNeed() {
    for (String name : List.of("pipeline", "kraken")) {
      Map<String, Object> service = services.get(name);
      assertThat(service).as(name).containsEntry("read_only", true).containsKey("mem_limit");
      assertThat(list(service, "tmpfs")).as(name).containsExactly("/tmp");
      assertThat(list(service, "cap_drop")).as(name).containsExactly("ALL");
      assertThat(list(service, "security_opt")).as(name).contains("no-new-privileges:true");
    }
  }

  @Test
  void thePipelineKnowsEveryVariableThatItIsGiven() {
    Set<String> known =
        ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(KrakenConfig.class))
            .keySet()
            .stream()
            .map(name -> name.toUpperCase().replaceAll("[^A-Z0-9]", "_"))
            .collect(Collectors.toSet());
    known.add("KAFKA_BOOTSTRAP_SERVERS");

    assertThat(known).containsAll(environment("pipeline").keySet());
    assertThatNoException()
        .as("what the comments say to give")
        .isThrownBy(() -> config(Map.of("kraken.url", simulated())).url());
  }

  @Test
  void thePipelineAndTheSimulatedKrakenTakeTheSameKeyFromTheUser() {
    for (String name : List.of("pipeline", "kraken")) {
      assertThat(environment(name))
          .as("handed on, not written down")
          .containsEntry("KRAKEN_API_KEY", null)
          .containsEntry("KRAKEN_API_SECRET", null);
    }
  }

  @Test
  void nothingSecretIsWrittenDownAndTheFileForItStaysHere() throws IOException {
    for (String name : services.keySet()) {
      environment(name)
          .forEach(
              (variable, value) -> {
                if (variable.matches(".*(KEY|SECRET|PASSWORD|TOKEN).*")) {
                  assertThat(value).as(variable).isNull();
                }
              });
    }
    assertThat(Files.readAllLines(Path.of(".gitignore"))).contains(".env");
  }

  @Test
  void theCommentsNameTheSimulatedKrakenAndItsProfile() throws IOException {
    assertThat(list(services.get("kraken"), "profiles")).containsExactly("sandbox");
    assertThat(Files.readString(FILE))
        .contains("KRAKEN_URL=" + simulated() + " docker compose --profile sandbox up");
  }

  @Test
  void whatTheReadmeGivesToPlaceOrdersIsHandedOnAndIsForTheSimulatedKraken() throws IOException {
    Matcher line =
        Pattern.compile("\\n((?:[A-Z_]+=\\S+ )+)docker compose --profile sandbox up")
            .matcher(Files.readString(Path.of("README.md")));
    assertThat(line.find()).isTrue();
    Map<String, String> given =
        Stream.of(line.group(1).split(" "))
            .map(variable -> variable.split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    assertThat(environment("pipeline")).containsKeys(given.keySet().toArray(String[]::new));
    assertThat(given).containsEntry("KRAKEN_URL", simulated());
    assertThat(given).containsKey("KRAKEN_API_KEY").containsEntry("KRAKEN_TRADING_MODE", "live");
    assertThat(Base64.getDecoder().decode(given.get("KRAKEN_API_SECRET"))).isNotEmpty();
  }

  @Test
  void theBrokerTakesItsSettingsAndIsTheVersionThatIsTestedWith() throws IOException {
    Map<String, Object> settings = new HashMap<>();
    environment("kafka")
        .forEach(
            (name, value) ->
                settings.put(
                    name.substring("KAFKA_".length()).toLowerCase().replace('_', '.'), value));
    KafkaConfig broker = new KafkaConfig(settings);

    assertThat(CollectionConverters.asJava(broker.effectiveAdvertisedBrokerListeners()))
        .extracting(listener -> listener.host() + ":" + listener.port())
        .containsExactly("localhost:9092", environment("pipeline").get("KAFKA_BOOTSTRAP_SERVERS"));
    assertThat(list(services.get("kafka"), "volumes"))
        .containsExactly("kafka:" + settings.get("log.dirs"));
    Matcher tested =
        Pattern.compile("<kafka.version>(.*)</kafka.version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(tested.find()).isTrue();
    assertThat(services.get("kafka")).containsEntry("image", "apache/kafka:" + tested.group(1));
  }

  @Test
  void whatIsMountedIsThere() {
    List<String> mounted = new ArrayList<>();
    services.values().forEach(service -> mounted.addAll(list(service, "volumes")));
    mounted.removeIf(mount -> !mount.startsWith("./"));

    assertThat(mounted).hasSize(4).allMatch(mount -> mount.endsWith(":ro"));
    assertThat(mounted)
        .allSatisfy(mount -> assertThat(Path.of(mount.split(":")[0])).isRegularFile());
  }

  @Test
  void prometheusScrapesThePipelineAndGrafanaAsksPrometheus() {
    Map<?, ?> scrape = (Map<?, ?>) first(DOCKER.resolve("prometheus.yml"), "scrape_configs");
    Map<?, ?> targets = (Map<?, ?>) ((List<?>) scrape.get("static_configs")).get(0);
    Map<?, ?> source =
        (Map<?, ?>) first(DOCKER.resolve(Path.of("grafana", "datasources.yml")), "datasources");
    Map<?, ?> provider =
        (Map<?, ?>) first(DOCKER.resolve(Path.of("grafana", "dashboards.yml")), "providers");

    assertThat(scrape.get("metrics_path")).isEqualTo("/q/metrics");
    assertThat(targets.get("targets"))
        .isEqualTo(List.of("pipeline:" + Dockerfile.read("Dockerfile.jvm").the("EXPOSE")));
    assertThat(source.get("url")).isEqualTo("http://prometheus:9090");
    assertThat(environment("grafana").get("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"))
        .startsWith(((Map<?, ?>) provider.get("options")).get("path") + "/");
  }

  @Test
  void dockerComposeReadsIt() throws Exception {
    assumeTrue(hasDockerCompose(), "docker compose is not on this machine");

    assertThat(said("docker", "compose", "--profile", "sandbox", "config", "--quiet")).isEmpty();
  }

  private static boolean hasDockerCompose() throws InterruptedException {
    try {
      return said("docker", "compose", "version").startsWith("Docker Compose");
    } catch (IOException noDocker) {
      return false;
    }
  }

  private static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? said : "exit " + process.exitValue() + ": " + said;
  }

  private String simulated() {
    return "http://kraken:" + Dockerfile.read("Dockerfile.sandbox").the("EXPOSE");
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> environment(String service) {
    return (Map<String, String>) services.get(service).getOrDefault("environment", Map.of());
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Map<String, Object> service, String key) {
    return (List<String>) service.getOrDefault(key, List.of());
  }

  private static Object first(Path file, String key) {
    return ((List<?>) ComposeTest.<Object>part(file, key)).get(0);
  }

  @SuppressWarnings("unchecked")
  private static <T> T part(Path file, String key) {
    try {
      return (T) new Yaml().<Map<String, Object>>load(Files.readString(file)).get(key);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
