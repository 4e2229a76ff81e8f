package io.github.camelkraken.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A deployment of the pipeline, and the environment that its container has. */
record PipelineDeployment(Deployment deployment, Map<String, String> environment) {
  static final String IMAGE = "camel-kraken";
  private static final String ROUTES = "KRAKEN_ROUTES";
  private static final String PREFIX = "KRAKEN_TOPIC_PREFIX";

  static boolean isOne(Deployment deployment) {
    String image = container(deployment).getImage();
    return image.substring(image.lastIndexOf('/') + 1).split("[:@]")[0].equals(IMAGE);
  }

  static PipelineDeployment of(Deployment deployment, List<ConfigMap> configMaps) {
    Map<String, String> environment = new HashMap<>();
    container(deployment)
        .getEnvFrom()
        .forEach(from -> environment.putAll(data(configMaps, from.getConfigMapRef().getName())));
    for (EnvVar variable : container(deployment).getEnv()) {
      environment.put(variable.getName(), variable.getValue());
    }
    return new PipelineDeployment(deployment, environment);
  }

  String name() {
    return deployment.getMetadata().getName();
  }

  PodSpec pod() {
    return deployment.getSpec().getTemplate().getSpec();
  }

  Map<String, String> podLabels() {
    return deployment.getSpec().getTemplate().getMetadata().getLabels();
  }

  Container container() {
    return container(deployment);
  }

  Volume volume(String name) {
    return pod().getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The names of the secrets whose entries become properties. */
  List<String> secrets() {
    return volume("properties").getProjected().getSources().stream()
        .map(source -> source.getSecret().getName())
        .toList();
  }

  String topicPrefix() {
    return environment.getOrDefault(PREFIX, "kraken");
  }

  /** The groups of routes that it serves. */
  Set<String> routes() {
    return Set.of(environment.getOrDefault(ROUTES, "market-data,orders,account").split(","));
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  private static Map<String, String> data(List<ConfigMap> configMaps, String name) {
    return configMaps.stream()
        .filter(one -> one.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no config map " + name))
        .getData();
  }

  @Override
  public String toString() {
    return name();
  }
}
