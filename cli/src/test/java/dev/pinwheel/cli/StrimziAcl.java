package dev.pinwheel.cli;

import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** What a right is on, in the same words for Strimzi's rules and for Kafka's. */
final class StrimziAcl {

  private StrimziAcl() {}

  static Map<String, Object> resource(AclRule acl) {
    AclRuleResource resource = acl.getResource();
    return switch (resource) {
      case AclRuleTopicResource topic ->
          of(ResourceType.TOPIC, topic.getName(), topic.getPatternType());
      case AclRuleGroupResource group ->
          of(ResourceType.GROUP, group.getName(), group.getPatternType());
      case AclRuleTransactionalIdResource id ->
          of(ResourceType.TRANSACTIONAL_ID, id.getName(), id.getPatternType());
      default -> throw new AssertionError("a right on " + resource);
    };
  }

  static Map<String, Object> resource(AclBinding rule) {
    return Map.of(
        "type", rule.pattern().resourceType(),
        "name", rule.pattern().name(),
        "prefixed", rule.pattern().patternType() == PatternType.PREFIXED);
  }

  private static Map<String, Object> of(
      ResourceType type, String name, AclResourcePatternType pattern) {
    return Map.of("type", type, "name", name, "prefixed", pattern == AclResourcePatternType.PREFIX);
  }
}
