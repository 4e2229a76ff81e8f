package io.github.camelkraken.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image that Jib makes of the packaged application, pushed to a registry and looked into. */
class ImagesIT {
  private static final String IMAGE = "camel-kraken:0.1.0";

  /** A project of its own, so that what the other tests run stays as it is. */
  private static final Path PROJECT = Path.of("target", "image").toAbsolutePath();

  @TempDir private static Path root;
  private static Registry registry;
  private static JsonNode config;

  @BeforeAll
  static void build() throws Exception {
    registry = new Registry();
    copy(Path.of("pom.xml"));
    for (Path file : files(Path.of("target", "classes"))) {
      copy(file);
    }
    Process maven =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "--batch-mode",
                "--offline",
                "--quiet",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                "-Dquarkus.container-image.push=true",
                "-Dquarkus.container-image.registry=" + registry.address(),
                "-Dquarkus.container-image.insecure=true",
                "-Dquarkus.jib.base-jvm-image=" + registry.address() + "/base:1",
                "-Dquarkus.jib.base-image-layers-cache=" + PROJECT.resolve("base-layers"),
                "-Dquarkus.jib.application-layers-cache=" + PROJECT.resolve("layers"),
                "quarkus:build")
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(maven.waitFor()).as(said).isZero();
    assertThat(registry.pushed()).containsExactly(IMAGE);
    config = registry.config(IMAGE).get("config");
    for (byte[] layer : registry.layers(IMAGE)) {
      unpack(layer);
    }
  }

  @AfterAll
  static void close() {
    registry.close();
  }

  @Test
  void itRunsAsTheDockerfileSays() {
    Dockerfile file = Dockerfile.read("Dockerfile.jvm");

    assertThat(config.get("User").asText()).isEqualTo(file.the("USER"));
    assertThat(config.get("WorkingDir").asText()).isEqualTo(file.the("WORKDIR"));
    assertThat(texts(config.get("Entrypoint"))).isEqualTo(file.entryPoint());
    assertThat(config.path("Cmd")).isEmpty();
    assertThat(names(config.get("ExposedPorts"))).containsExactly(file.the("EXPOSE") + "/tcp");
    file.pairs("ENV")
        .forEach(
            (name, value) -> assertThat(texts(config.get("Env"))).contains(name + "=" + value));
    file.pairs("LABEL")
        .forEach(
            (name, value) -> assertThat(config.at("/Labels").get(name).asText()).isEqualTo(value));
  }

  @Test
  void itHasWhatMavenHasPackagedAndNothingElse() throws IOException {
    Path work = root.resolve("work");

    assertThat(files(root)).allMatch(file -> file.startsWith(work));
    assertThat(names(work)).containsExactlyInAnyOrder("app", "lib", "quarkus", "quarkus-run.jar");
    assertThat(names(work.resolve(Path.of("lib", "main"))))
        .isEqualTo(names(Path.of("target", "quarkus-app", "lib", "main")));
  }

  @Test
  void noSecretNoHistoryAndNoTestClassIsInAnyLayer() throws IOException {
    List<String> entries = new ArrayList<>();
    for (Path file : files(root)) {
      entries.add(file.getFileName().toString());
      if (file.startsWith(root.resolve(Path.of("work", "app")))) {
        try (JarFile jar = new JarFile(file.toFile())) {
          jar.stream().forEach(entry -> entries.add(entry.getName()));
        }
      }
    }

    assertThat(entries)
        .contains("io/github/camelkraken/Gateway.class", "routes/orders.camel.yaml")
        .noneMatch(name -> name.matches("(.*/)?(\\.git.*|\\.env.*|kraken\\.api-(key|secret))"))
        .noneMatch(
            name -> name.matches("io/github/camelkraken/(.*/)?(sandbox/.*|\\w+(Test|IT)\\.class)"));
    assertThat(texts(config.get("Env")))
        .noneMatch(variable -> variable.matches(".*(KEY|SECRET).*"));
  }

  @Test
  void theLayerOfLibrariesDoesNotChangeWithTheCode() throws IOException {
    List<byte[]> layers = registry.layers(IMAGE);
    int largest = layers.stream().mapToInt(layer -> layer.length).max().orElseThrow();

    assertThat(layers.get(1)).as("the first one on the base").hasSize(largest);
    assertThat(layers.stream().skip(2).mapToInt(layer -> layer.length).sum())
        .as("all that new code changes")
        .isLessThan(largest / 5);
  }

  @Test
  void whatTheDockerfilesCopyIsWhatMavenHasPackaged() {
    for (String name : List.of("Dockerfile.jvm", "Dockerfile.sandbox")) {
      assertThat(Dockerfile.read(name).copied())
          .as(name)
          .allSatisfy(path -> assertThat(Dockerfile.matching(path)).as(path).isNotEmpty());
    }
  }

  private static void copy(Path file) throws IOException {
    Path copied = PROJECT.resolve(file);
    Files.createDirectories(copied.getParent());
    Files.copy(file, copied, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void unpack(byte[] layer) throws Exception {
    Process tar =
        new ProcessBuilder("tar", "-xzf", "-", "-C", root.toString())
            .redirectError(PROJECT.resolve("tar.log").toFile())
            .start();
    tar.getOutputStream().write(layer);
    tar.getOutputStream().close();
    assertThat(tar.waitFor()).as("target/image/tar.log says why").isZero();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static TreeSet<String> names(Path folder) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
