package io.github.camelkraken.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The manifests of {@code k8s/} are what Kubernetes takes and what the application expects. */
class ManifestsTest {
  private static final int DEFAULT_PORT = 8080;

  /** What clients of Kafka's and the elections may take to close, after the calls under way. */
  private static final int CLOSING_SECONDS = 10;

  static List<Path> folders() {
    return Rendered.folders();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyObjectIsOneThatKubernetesOrAnOperatorTakes(Path folder) {
    Rendered rendered = Rendered.of(folder);

    assertThat(rendered.pipelines()).isNotEmpty();
    assertThat(rendered.objects())
        .extracting(object -> object.getKind() + "/" + object.getMetadata().getName())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void anOverlayKeepsItsObjectsInOneNamespace(Path folder) {
    if (!folder.endsWith("base")) {
      assertThat(
              Rendered.of(folder).objects().stream()
                  .map(
                      object ->
                          object instanceof Namespace
                              ? object.getMetadata().getName()
                              : object.getMetadata().getNamespace())
                  .distinct())
          .hasSize(1)
          .doesNotContainNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {prots: []}}",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {KRAKEN_PUBLIC_RATE: 1}}",
        "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{nam: a}]}}}}",
        "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, spec: {partitons: 1}}",
        "{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, spec: {authorization: {type: simple,"
            + " acls: [{resource: {type: topic, nam: a}}]}}}",
        "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {endpoint: []}}",
        "{apiVersion: v1, kind: Servise, metadata: {name: a}}"
      })
  void aFieldThatAServerWouldRefuseIsRefusedHere(String object) {
    Map<?, ?> misspelt = new Yaml().load(object);

    assertThatThrownBy(() -> Models.read(misspelt)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theApplicationUnderstandsAllThatItIsGiven(Path folder) {
    for (PipelineDeployment each : Rendered.of(folder).pipelines()) {
      Settings settings = new Settings(each.environment());

      assertThat(settings.unknown()).as("variables of " + each).isEmpty();
      assertThat(settings.kraken().routes())
          .as("routes of " + each)
          .isSubsetOf("*", "market-data", "orders", "account", "funding");
    }
  }

  @Test
  void aVariableThatTheApplicationWouldNotUnderstandIsNoticed() {
    assertThat(new Settings(Map.of("KRAKEN_PAIR", "BTC/USD")).unknown()).isNotEmpty();
    assertThat(new Settings(Map.of("KAFKA_BOOTSTRAP_SERVER", "kafka")).unknown()).isNotEmpty();
    assertThat(new Settings(Map.of("QUARKUS_LOG_CONSOLE_JSON", "true")).unknown()).isNotEmpty();
    assertThat(new Settings(Map.of("KRAKEN_PAIRS", "BTC/USD")).unknown()).isEmpty();
    assertThatThrownBy(() -> new Settings(Map.of("KRAKEN_TIER", "high")).kraken())
        .hasMessageContaining("kraken.tier");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void probesAskTheApplicationWhereItAnswers(Path folder) throws IOException {
    assertThat(Settings.application().stringPropertyNames())
        .as("what would move the port or the paths")
        .noneMatch(
            name ->
                name.startsWith("quarkus.http.")
                    || name.startsWith("quarkus.management.")
                    || name.startsWith("quarkus.smallrye-health."));
    for (PipelineDeployment each : Rendered.of(folder).pipelines()) {
      Container container = each.container();
      ContainerPort port = container.getPorts().get(0);

      assertThat(port.getName()).isEqualTo("http");
      assertThat(port.getContainerPort()).isEqualTo(DEFAULT_PORT);
      assertAsks(container.getStartupProbe(), "/q/health/live");
      assertAsks(container.getLivenessProbe(), "/q/health/live");
      assertAsks(container.getReadinessProbe(), "/q/health/ready");
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void onePodActsAndOneStandsByAndTheyAreReplacedOneByOne(Path folder) {
    for (PipelineDeployment each : Rendered.of(folder).pipelines()) {
      var spec = each.deployment().getSpec();

      assertThat(spec.getReplicas()).isEqualTo(2);
      assertThat(spec.getStrategy().getType()).isEqualTo("RollingUpdate");
      assertThat(spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
      assertThat(each.pod().getTopologySpreadConstraints())
          .extracting("topologyKey")
          .contains("kubernetes.io/hostname");
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aStopLeavesTimeForTheCallsUnderWay(Path folder) throws IOException {
    long shutdown =
        Long.parseLong(Settings.application().getProperty("camel.main.shutdown-timeout"));
    for (PipelineDeployment each : Rendered.of(folder).pipelines()) {
      long call = new Settings(each.environment()).kraken().restTimeout().value().toSeconds();

      assertThat(shutdown).isGreaterThan(call);
      assertThat(each.pod().getTerminationGracePeriodSeconds())
          .isGreaterThanOrEqualTo(shutdown + CLOSING_SECONDS);
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aPodMayDoNothingButItsWork(Path folder) {
    Rendered rendered = Rendered.of(folder);
    for (PipelineDeployment each : rendered.pipelines()) {
      PodSpec pod = each.pod();
      var container = each.container().getSecurityContext();

      assertThat(pod.getContainers()).hasSize(1);
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      assertThat(pod.getEnableServiceLinks())
          .as("variables of services would be taken for properties")
          .isFalse();
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(container.getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(each.container().getResources().getLimits()).containsKey("memory");
      assertThat(each.container().getResources().getRequests()).containsKeys("cpu", "memory");
      assertThat(rendered.all(ServiceAccount.class))
          .extracting(account -> account.getMetadata().getName())
          .contains(pod.getServiceAccountName());
    }
    assertThat(rendered.all(ServiceAccount.class))
        .allMatch(account -> !account.getAutomountServiceAccountToken());
    assertThat(rendered.objects()).extracting(HasMetadata::getKind).noneMatch(isOfRights());
  }

  /** Labels that two deployments had in common would let the one count the other's pods. */
  @ParameterizedTest
  @MethodSource("folders")
  void everySelectorMeansThePodsOfOneDeployment(Path folder) {
    Rendered rendered = Rendered.of(folder);
    List<PipelineDeployment> pipelines = rendered.pipelines();
    for (PipelineDeployment each : pipelines) {
      Stream<Map<String, String>> selectors =
          Stream.of(
              each.deployment().getSpec().getSelector().getMatchLabels(),
              one(rendered, Service.class, each).getSpec().getSelector(),
              labels(one(rendered, PodDisruptionBudget.class, each).getSpec().getSelector()),
              labels(one(rendered, NetworkPolicy.class, each).getSpec().getPodSelector()),
              labels(each.pod().getTopologySpreadConstraints().get(0).getLabelSelector()));

      assertThat(selectors)
          .allSatisfy(
              selector ->
                  assertThat(pipelines)
                      .filteredOn(
                          other -> other.podLabels().entrySet().containsAll(selector.entrySet()))
                      .containsExactly(each));
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aNodeThatIsDrainedDoesNotTakeBothPodsAlong(Path folder) {
    Rendered rendered = Rendered.of(folder);
    for (PipelineDeployment each : rendered.pipelines()) {
      var budget = one(rendered, PodDisruptionBudget.class, each).getSpec();

      assertThat(budget.getMaxUnavailable().getIntVal()).isEqualTo(1);
      assertThat(budget.getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void onlyMetricsAreAskedForAndOnlyKafkaKrakenAndNamesAreCalled(Path folder) {
    Rendered rendered = Rendered.of(folder);
    for (PipelineDeployment each : rendered.pipelines()) {
      var policy = one(rendered, NetworkPolicy.class, each).getSpec();

      assertThat(policy.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
      assertThat(policy.getIngress()).hasSize(1);
      assertThat(policy.getIngress().get(0).getFrom()).hasSize(1);
      assertThat(policy.getIngress().get(0).getPorts().get(0).getPort().getStrVal())
          .isEqualTo("http");
      assertThat(policy.getEgress())
          .allMatch(rule -> !rule.getTo().isEmpty() && !rule.getPorts().isEmpty());
      assertThat(
              policy.getEgress().stream()
                  .flatMap(rule -> rule.getPorts().stream())
                  .map(port -> port.getPort().getIntVal())
                  .distinct())
          .containsExactlyInAnyOrder(53, 9092, 9093, 443)
          .contains(kafkaPort(each));
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theMonitorAsksEveryServiceWhereItsMetricsAre(Path folder) {
    Rendered rendered = Rendered.of(folder);
    for (ServiceMonitor monitor : rendered.all(ServiceMonitor.class)) {
      var endpoint = monitor.getSpec().getEndpoints().get(0);

      assertThat(endpoint.getPath()).isEqualTo("/q/metrics");
      for (PipelineDeployment each : rendered.pipelines()) {
        Service service = one(rendered, Service.class, each);
        assertThat(service.getMetadata().getLabels())
            .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels())
            .containsKeys(monitor.getSpec().getTargetLabels().toArray(String[]::new));
        assertThat(service.getSpec().getPorts())
            .extracting("name")
            .containsExactly(endpoint.getPort());
      }
    }
  }

  /** The polls are elected by the prefix, and so are the accounts: no two may both be active. */
  @ParameterizedTest
  @MethodSource("folders")
  void whatIsElectedTogetherIsInOneDeployment(Path folder) {
    Map<String, Set<String>> taken = new HashMap<>();
    for (PipelineDeployment each : Rendered.of(folder).pipelines()) {
      for (String route : each.routes()) {
        assertThat(taken.computeIfAbsent(each.topicPrefix(), added -> new HashSet<>()).add(route))
            .as("%s of %s is only in %s", route, each.topicPrefix(), each)
            .isTrue();
      }
    }
    assertThat(taken.values())
        .allSatisfy(routes -> assertThat(routes).contains("market-data", "orders", "account"));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void onlyWhoActsForAccountsHasTheKeyAndNoTwoPrefixesHaveOneInCommon(Path folder) {
    Map<String, String> owners = new HashMap<>();
    for (PipelineDeployment each : Rendered.of(folder).pipelines()) {
      List<String> keys = each.secrets().stream().filter(s -> s.startsWith("kraken-key")).toList();

      assertThat(keys).as("keys of " + each).hasSize(each.routes().contains("orders") ? 1 : 0);
      for (String key : keys) {
        assertThat(owners.put(key, each.topicPrefix())).as("who else has " + key).isNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void noSecretIsWrittenDownButThatOfTheSimulatedKraken(Path folder) {
    Rendered rendered = Rendered.of(folder);

    assertThat(rendered.all(Secret.class)).hasSize(folder.endsWith("dev") ? 1 : 0);
    for (PipelineDeployment each : rendered.pipelines()) {
      assertThat(each.environment().keySet())
          .noneMatch(name -> name.matches(".*_(KEY|SECRET|PASSWORD|JAAS_CONFIG)"));
    }
  }

  @Test
  void theSimulatedKrakenAndThePipelineHaveTheSameKey() {
    Rendered dev = Rendered.overlay("dev");
    Secret key = dev.all(Secret.class).get(0);
    PipelineDeployment pipeline = dev.pipelines().get(0);

    assertThat(new Settings(pipeline.environment()).with(key).kraken().apiSecret()).isPresent();
    assertThat(pipeline.secrets()).contains(key.getMetadata().getName());
    assertThat(dev.all(Deployment.class).stream().map(ManifestsTest::image))
        .contains("camel-kraken-sandbox:0.1.0", "apache/kafka:4.1.1");
    assertThat(pipeline.environment())
        .containsEntry("KRAKEN_URL", "http://camel-kraken-sandbox:8081")
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
    assertThat(dev.all(Service.class))
        .extracting(service -> service.getMetadata().getName())
        .contains("camel-kraken-sandbox", "kafka");
  }

  /** A stranger finds out in each file what it is for. */
  @Test
  void everyFileSaysFirstWhatItIsFor() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("k8s"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
        assertThat(Files.readString(file)).as(file.toString()).startsWith("# ");
      }
    }
  }

  private static void assertAsks(Probe probe, String path) {
    assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
  }

  private static String image(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
  }

  private static Predicate<String> isOfRights() {
    return kind -> kind.startsWith("Role") || kind.startsWith("ClusterRole");
  }

  private static int kafkaPort(PipelineDeployment each) {
    String servers = each.environment().get("KAFKA_BOOTSTRAP_SERVERS");
    return Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
  }

  private static <T extends HasMetadata> T one(
      Rendered rendered, Class<T> kind, PipelineDeployment its) {
    return rendered.all(kind).stream()
        .filter(object -> object.getMetadata().getName().equals(its.name()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " of " + its));
  }

  private static Map<String, String> labels(LabelSelector selector) {
    return selector.getMatchLabels();
  }
}
