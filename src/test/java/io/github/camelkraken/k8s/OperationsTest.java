package io.github.camelkraken.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The overlay that {@code docs/operations.md} gives to begin with is one that does what it says.
 */
class OperationsTest {
  private static final Path PAGE = Path.of("docs", "operations.md");
  private static final Path K8S = Path.of("k8s");

  @TempDir private Path folder;

  @Test
  void theOverlayNamesTheImageAndTheBrokersForBothHalvesAndTheTierForOne() throws IOException {
    Rendered ours = ours(block("overlay"));

    assertThat(ours.pipelines()).hasSize(2);
    for (PipelineDeployment each : ours.pipelines()) {
      assertThat(each.container().getImage()).startsWith("registry.example/");
      assertThat(each.environment().get("KAFKA_BOOTSTRAP_SERVERS")).contains(".example:9093");
      assertThat(each.environment().get("KRAKEN_TIER"))
          .isEqualTo(each.routes().contains("orders") ? "intermediate" : null);
      assertThat(new Settings(each.environment()).unknown()).isEmpty();
      assertThat(new Settings(each.environment()).kraken().routes()).isNotEmpty();
    }
  }

  @Test
  void thePrometheusOperatorFindsItsObjectsByTheReleaseOrTheyAreNotThere() throws IOException {
    Stream<HasMetadata> its = its(ours(block("overlay")));
    assertThat(its)
        .hasSize(2)
        .allMatch(one -> one.getMetadata().getLabels().containsKey("release"));

    Stream<HasMetadata> without = its(ours(block("overlay") + block("patch")));
    assertThat(without).isEmpty();
  }

  private static Stream<HasMetadata> its(Rendered rendered) {
    return rendered.objects().stream()
        .filter(object -> object.getApiVersion().startsWith("monitoring.coreos.com/"));
  }

  /** What is made of the overlay in a folder beside the others. */
  private Rendered ours(String overlay) throws IOException {
    Path copy = Files.createTempDirectory(folder, "k8s");
    try (Stream<Path> files = Files.walk(K8S)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copied = copy.resolve(K8S.relativize(file));
        Files.createDirectories(copied.getParent());
        Files.copy(file, copied);
      }
    }
    Path ours = Files.createDirectory(copy.resolve(Path.of("overlays", "ours")));
    Files.writeString(ours.resolve("kustomization.yaml"), overlay);
    return Rendered.of(ours);
  }

  private static String block(String name) throws IOException {
    Matcher block =
        Pattern.compile("<!-- " + name + ": [^\n]*-->\n```yaml\n(.*?)```\n", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).as(name).isTrue();
    return block.group(1);
  }
}
