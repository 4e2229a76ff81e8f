package io.github.camelkraken.k8s;

import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** What Strimzi's user operator writes to the brokers for a user. */
final class Rights {
  /** How the brokers name who has a certificate of Strimzi's. */
  static final String PRINCIPAL = "User:CN=";

  private Rights() {}

  static Stream<AclBinding> of(KafkaUser user) {
    String principal = PRINCIPAL + user.getMetadata().getName();
    var simple = (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
    return simple.getAcls().stream().flatMap(rule -> of(rule, principal));
  }

  private static Stream<AclBinding> of(AclRule rule, String principal) {
    return rule.getOperations().stream()
        .map(operation -> SecurityUtils.operation(operation.toValue()))
        .map(
            operation ->
                new AclBinding(
                    pattern(rule.getResource()),
                    new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
  }

  private static ResourcePattern pattern(AclRuleResource resource) {
    if (resource instanceof AclRuleTopicResource topic) {
      return pattern(ResourceType.TOPIC, topic.getName(), topic.getPatternType());
    }
    if (resource instanceof AclRuleGroupResource group) {
      return pattern(ResourceType.GROUP, group.getName(), group.getPatternType());
    }
    if (resource instanceof AclRuleTransactionalIdResource id) {
      return pattern(ResourceType.TRANSACTIONAL_ID, id.getName(), id.getPatternType());
    }
    throw new IllegalArgumentException("no right of ours: " + resource);
  }

  private static ResourcePattern pattern(
      ResourceType type, String name, AclResourcePatternType kind) {
    return new ResourcePattern(
        type,
        name,
        kind == AclResourcePatternType.PREFIX ? PatternType.PREFIXED : PatternType.LITERAL);
  }
}
