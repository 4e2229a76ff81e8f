package io.github.camelkraken.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.yaml.snakeyaml.Yaml;

/** What {@code kubectl kustomize} makes of a folder of {@code k8s/}. */
record Rendered(Path folder, List<HasMetadata> objects) {
  private static final Path K8S = Path.of("k8s");
  private static final Map<Path, Rendered> KNOWN = new ConcurrentHashMap<>();

  /** Whatever can be applied: the base by itself and each overlay. */
  static List<Path> folders() {
    try (Stream<Path> overlays = Files.list(K8S.resolve("overlays"))) {
      return Stream.concat(Stream.of(K8S.resolve("base")), overlays.sorted()).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Rendered overlay(String name) {
    return of(K8S.resolve(Path.of("overlays", name)));
  }

  /** Skips the test where there is no kubectl. */
  static Rendered of(Path folder) {
    Assumptions.assumeTrue(hasKubectl(), "kubectl is not installed, so nothing renders " + folder);
    return KNOWN.computeIfAbsent(folder, Rendered::render);
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The deployments of the pipeline itself. */
  List<PipelineDeployment> pipelines() {
    return all(Deployment.class).stream()
        .filter(PipelineDeployment::isOne)
        .map(deployment -> PipelineDeployment.of(deployment, all(ConfigMap.class)))
        .toList();
  }

  private static Rendered render(Path folder) {
    String yaml = run("kubectl", "kustomize", folder.toString());
    List<HasMetadata> objects = new ArrayList<>();
    for (Object object : new Yaml().loadAll(yaml)) {
      objects.add(Models.read((Map<?, ?>) object));
    }
    return new Rendered(folder, objects);
  }

  private static boolean hasKubectl() {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }

  private static String run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
      }
      return said;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
