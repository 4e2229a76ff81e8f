package io.github.camelkraken.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.github.camelkraken.topics.TopicPolicy;
import io.github.camelkraken.topics.Topics;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Strimzi makes the topics that the application expects, and users who may do what they need. */
class StrimziTest {
  private static final String PREFIX = "kraken.";
  private static final String CLUSTER = "strimzi.io/cluster";

  @Test
  void theTopicsAreThoseOfTheApplicationWithTheirPartitionsAndPolicies() {
    List<KafkaTopic> topics = Rendered.overlay("strimzi").all(KafkaTopic.class);

    assertThat(topics)
        .extracting(topic -> topic.getMetadata().getName())
        .containsExactlyInAnyOrderElementsOf(
            Topics.policies().stream().map(policy -> PREFIX + policy.name()).toList());
    for (KafkaTopic topic : topics) {
      TopicPolicy policy = policy(topic);
      Map<String, Object> expected = new HashMap<>();
      expected.put("cleanup.policy", policy.compacted() ? "compact" : "delete");
      expected.put("min.insync.replicas", 2);
      if (policy.large()) {
        expected.put("max.message.bytes", TopicPolicy.LARGEST);
      }
      assertThat(topic.getSpec().getPartitions())
          .as("partitions of " + policy.name())
          .isEqualTo(policy.partitions());
      assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
      assertThat(topic.getSpec().getConfig()).as(policy.name()).isEqualTo(expected);
    }
  }

  @Test
  void everythingOfStrimzisBelongsToTheClusterThatThePipelineCalls() {
    Rendered strimzi = Rendered.overlay("strimzi");
    List<HasMetadata> its =
        strimzi.objects().stream()
            .filter(object -> object.getApiVersion().startsWith("kafka.strimzi.io/"))
            .toList();
    String cluster = its.get(0).getMetadata().getLabels().get(CLUSTER);

    assertThat(its)
        .allSatisfy(
            object -> assertThat(object.getMetadata().getLabels()).containsEntry(CLUSTER, cluster));
    for (PipelineDeployment each : strimzi.pipelines()) {
      assertThat(each.environment())
          .containsEntry("KAFKA_BOOTSTRAP_SERVERS", cluster + "-kafka-bootstrap:9093")
          .containsEntry("KRAKEN_TOPICS_CREATE", "false");
      assertThat(certificates(each))
          .as("Strimzi's secrets: the cluster's authority, and the user's own")
          .containsExactly(cluster + "-cluster-ca-cert", each.name());
      assertThat(strimzi.all(KafkaUser.class))
          .extracting(user -> user.getMetadata().getName())
          .contains(each.name());
    }
  }

  @Test
  void whatMovesMoneyIsWrittenByOneTeamAndReadByOneHalf() {
    for (String topic : List.of("orders.requests", "orders.urgent", "account.requests")) {
      assertThat(whoMay(AclOperation.WRITE, topic)).containsExactly("trading-team");
      assertThat(whoMay(AclOperation.READ, topic))
          .containsExactlyInAnyOrder("camel-kraken-orders", "operator-team");
    }
  }

  @Test
  void theJournalAndTheNoncesAreWrittenByThePipelineAlone() {
    for (String topic : List.of("orders.journal", "nonces")) {
      assertThat(whoMay(AclOperation.WRITE, topic)).containsExactly("camel-kraken-orders");
      assertThat(whoMay(AclOperation.READ, topic))
          .containsExactlyInAnyOrder("camel-kraken-orders", "operator-team");
    }
    assertThat(whoMay(AclOperation.WRITE, "cursors")).containsExactly("camel-kraken-market-data");
  }

  @Test
  void nobodyShutsThePipelineOutOfItsTransactionsOrElections() {
    assertThat(who(ResourceType.TRANSACTIONAL_ID, "kraken.market", AclOperation.WRITE))
        .containsExactly("camel-kraken-market-data");
    assertThat(who(ResourceType.TRANSACTIONAL_ID, "kraken.account.default", AclOperation.WRITE))
        .containsExactly("camel-kraken-orders");
    assertThat(who(ResourceType.GROUP, "kraken.market", AclOperation.READ))
        .containsExactly("camel-kraken-market-data");
    assertThat(who(ResourceType.GROUP, "kraken.private", AclOperation.READ))
        .containsExactly("camel-kraken-orders");
  }

  @Test
  void nobodyMayEverythingAndNobodyMayDelete() {
    assertThat(bindings().map(binding -> binding.entry().operation()))
        .doesNotContain(
            AclOperation.ALL, AclOperation.DELETE, AclOperation.ALTER, AclOperation.CREATE)
        .isNotEmpty();
  }

  private static TopicPolicy policy(KafkaTopic topic) {
    String name = topic.getMetadata().getName().substring(PREFIX.length());
    return Topics.policies().stream()
        .filter(policy -> policy.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> certificates(PipelineDeployment deployment) {
    return deployment.volume("kafka-tls").getProjected().getSources().stream()
        .map(source -> source.getSecret().getName())
        .toList();
  }

  private static Stream<AclBinding> bindings() {
    return Rendered.overlay("strimzi").all(KafkaUser.class).stream().flatMap(Rights::of);
  }

  private static List<String> whoMay(AclOperation operation, String topic) {
    return who(ResourceType.TOPIC, PREFIX + topic, operation);
  }

  private static List<String> who(ResourceType type, String name, AclOperation operation) {
    return bindings()
        .filter(binding -> covers(binding.pattern(), type, name))
        .filter(binding -> binding.entry().operation() == operation)
        .map(AclBinding::entry)
        .map(AccessControlEntry::principal)
        .map(principal -> principal.substring(Rights.PRINCIPAL.length()))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean covers(ResourcePattern pattern, ResourceType type, String name) {
    return pattern.resourceType() == type
        && (pattern.patternType() == PatternType.PREFIXED
            ? name.startsWith(pattern.name())
            : name.equals(pattern.name()));
  }
}
