package io.github.camelkraken.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.LiveKraken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The images as they are written down; ImagesIT builds one. */
class DockerfilesTest {
  private static final String LABELS = "quarkus.container-image.labels.\"";
  private static final String VARIABLES = "quarkus.jib.environment-variables.\"";

  static List<Dockerfile> files() {
    return Dockerfile.all();
  }

  @Test
  void thereIsOneForTheJvmOneForTheExecutableAndOneForTheSimulatedKraken() {
    assertThat(files())
        .extracting(Dockerfile::toString)
        .containsExactly("Dockerfile.jvm", "Dockerfile.native-micro", "Dockerfile.sandbox");
  }

  @ParameterizedTest
  @MethodSource("files")
  void theBaseHasATagThatIsAVersion(Dockerfile file) {
    assertThat(file.the("FROM")).matches("[a-z0-9./-]+:\\d[\\w.-]*(@sha256:[0-9a-f]{64})?");
  }

  @ParameterizedTest
  @MethodSource("files")
  void theProcessIsNotRootAndThereIsNoShellBetween(Dockerfile file) {
    assertThat(file.the("USER")).isEqualTo("1001");
    assertThat(file.all("RUN")).isEmpty();
    assertThat(file.all("CMD")).isEmpty();
    assertThat(file.entryPoint()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theProcessCannotChangeWhatItRuns(Dockerfile file) {
    assertThat(file.all("COPY")).isNotEmpty().noneMatch(copy -> copy.contains("--chown"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void theLabelsSayWhatItIs(Dockerfile file) {
    assertThat(file.pairs("LABEL"))
        .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
        .containsEntry("org.opencontainers.image.version", "0.1.0")
        .containsKeys("org.opencontainers.image.title", "org.opencontainers.image.description");
  }

  @ParameterizedTest
  @MethodSource("files")
  void theContextHasWhatIsCopied(Dockerfile file) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(".dockerignore")));
    lines.removeIf(line -> line.startsWith("#"));
    assertThat(lines.remove(0)).as("nothing but what is named").isEqualTo("*");
    assertThat(lines).allMatch(line -> line.startsWith("!target/"));
    assertThat(file.copied())
        .allMatch(path -> lines.stream().anyMatch(line -> path.startsWith(line.substring(1))));
  }

  @Test
  void whatChangesMostIsCopiedLast() {
    assertThat(Dockerfile.read("Dockerfile.jvm").copied())
        .containsExactly(
            "target/quarkus-app/lib/",
            "target/quarkus-app/quarkus-run.jar",
            "target/quarkus-app/app/",
            "target/quarkus-app/quarkus/");
  }

  @Test
  void thePipelineLogsJsonAndListensWhereTheApplicationDoes() {
    for (String name : List.of("Dockerfile.jvm", "Dockerfile.native-micro")) {
      Dockerfile file = Dockerfile.read(name);
      assertThat(file.pairs("ENV")).containsEntry("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
      assertThat(file.the("EXPOSE")).isEqualTo("8080");
    }
  }

  @Test
  void theSimulatedKrakenIsOpenToOtherContainers() {
    Dockerfile file = Dockerfile.read("Dockerfile.sandbox");
    assertThat(file.entryPoint())
        .contains("-Dsandbox.kraken.host=0.0.0.0")
        .endsWith(LiveKraken.class.getName());
    assertThat(file.the("EXPOSE")).isEqualTo("8081");
  }

  @Test
  void jibMakesTheSameImage() throws IOException {
    Map<String, String> jib = properties();
    Dockerfile file = Dockerfile.read("Dockerfile.jvm");

    assertThat(file.entryPoint()).containsExactly(jib.get("quarkus.jib.jvm-entrypoint").split(","));
    assertThat(file.the("FROM")).isEqualTo(jib.get("quarkus.jib.base-jvm-image"));
    assertThat(file.the("USER")).isEqualTo(jib.get("quarkus.jib.user"));
    assertThat(file.the("WORKDIR")).isEqualTo(jib.get("quarkus.jib.working-directory"));
    assertThat(file.the("EXPOSE")).isEqualTo(jib.get("quarkus.jib.ports"));
    assertThat(file.pairs("ENV")).isEqualTo(under(VARIABLES, jib));
    assertThat(file.pairs("LABEL")).isEqualTo(under(LABELS, jib));
  }

  @Test
  void jibMakesTheSameImageOfAnExecutable() throws IOException {
    Map<String, String> jib = properties();
    Dockerfile file = Dockerfile.read("Dockerfile.native-micro");

    assertThat(file.the("FROM")).isEqualTo(jib.get("quarkus.jib.base-native-image"));
    assertThat(file.entryPoint())
        .containsExactly("./application", jib.get("quarkus.jib.native-arguments"));
  }

  @Test
  void noImageIsMadeUnlessItIsAskedFor() throws IOException {
    assertThat(properties())
        .doesNotContainKeys("quarkus.container-image.build", "quarkus.container-image.push");
  }

  private static Map<String, String> under(String prefix, Map<String, String> properties) {
    return properties.entrySet().stream()
        .filter(property -> property.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                property -> property.getKey().substring(prefix.length()).replace("\"", ""),
                property ->
                    property
                        .getValue()
                        .replace(
                            "${quarkus.container-image.tag}",
                            properties.get("quarkus.container-image.tag"))));
  }

  private static Map<String, String> properties() throws IOException {
    Properties properties = new Properties();
    try (BufferedReader file =
        Files.newBufferedReader(Path.of("src", "main", "resources", "application.properties"))) {
      properties.load(file);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
