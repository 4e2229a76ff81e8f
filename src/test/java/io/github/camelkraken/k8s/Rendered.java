package io.github.camelkraken.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.github.camelkraken.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What {@code kubectl kustomize} makes of a folder of {@code k8s/}. */
record Rendered(Path folder, List<HasMetadata> objects) {
  private static final Program KUBECTL = new Program("kubectl");
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
    KUBECTL.orSkip("renders " + folder);
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
    String yaml = KUBECTL.run("kustomize", folder.toString());
    List<HasMetadata> objects = new ArrayList<>();
    for (Object object : new Yaml().loadAll(yaml)) {
      objects.add(Models.read((Map<?, ?>) object));
    }
    return new Rendered(folder, objects);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
