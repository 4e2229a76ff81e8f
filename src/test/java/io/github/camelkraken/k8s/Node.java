package io.github.camelkraken.k8s;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.github.camelkraken.sandbox.Pipeline;
import io.github.camelkraken.sandbox.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a pod of a deployment as a process of this machine: with the variables of its container, and
 * with its secrets as files, which are in a folder here instead of at the root.
 *
 * @param secrets the entries of each secret
 */
record Node(Path folder, Map<String, Map<String, byte[]>> secrets) {
  /** The pipeline of a deployment, not started yet, with some variables that it has only here. */
  Pipeline pod(PipelineDeployment deployment, Map<String, String> here) throws IOException {
    Map<String, String> environment = new HashMap<>(deployment.environment());
    for (VolumeMount mount : deployment.container().getVolumeMounts()) {
      var projected = deployment.volume(mount.getName()).getProjected();
      if (projected != null) {
        Path place = folder.resolve(deployment.name()).resolve(mount.getName());
        Files.createDirectories(place);
        write(projected.getSources(), place);
        environment.replaceAll(
            (name, value) -> value.replace(mount.getMountPath(), place.toString()));
      }
    }
    environment.putAll(here);
    Pipeline pipeline = new Pipeline(Ports.free()).startingFast();
    environment.forEach(pipeline::environment);
    return pipeline;
  }

  private void write(List<VolumeProjection> sources, Path place) throws IOException {
    for (VolumeProjection source : sources) {
      SecretProjection wanted = source.getSecret();
      Map<String, byte[]> secret = secrets.get(wanted.getName());
      if (secret == null) {
        if (!Boolean.TRUE.equals(wanted.getOptional())) {
          throw new IllegalStateException("the pod waits for the secret " + wanted.getName());
        }
      } else if (wanted.getItems().isEmpty()) {
        for (Map.Entry<String, byte[]> entry : secret.entrySet()) {
          Files.write(place.resolve(entry.getKey()), entry.getValue());
        }
      } else {
        for (KeyToPath item : wanted.getItems()) {
          Files.write(place.resolve(item.getPath()), secret.get(item.getKey()));
        }
      }
    }
  }
}
