package dev.pinwheel.schemas.topics;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least rights with which each stage works, made from the catalogue. A stage's principal is
 * {@code User:<stage>}. Operations are those of Kafka's security documentation: fetching and
 * joining need Read, producing Write, transactions Write on the transactional id; Read and Write
 * imply Describe. Nobody gets a right on the cluster, so nobody can make topics.
 */
public final class AccessRules {

  /** Every stage of the pipeline, in its order. */
  public static final List<String> STAGES =
      List.of(
          Topics.ROTATION_REQUESTS,
          Topics.CHAIN_VALIDATOR,
          Topics.API_EXECUTOR,
          Topics.WEBHOOK_DELIVERY,
          Topics.AUDIT_SINK,
          Topics.ROTATION_METRICS);

  private AccessRules() {}

  /** The rights of every stage. */
  public static List<AclBinding> of(List<Topic> catalogue) {
    return STAGES.stream().flatMap(stage -> of(catalogue, stage).stream()).toList();
  }

  /** The rights of one stage. */
  public static List<AclBinding> of(List<Topic> catalogue, String stage) {
    String principal = "User:" + stage;
    List<AclBinding> rules = new ArrayList<>();
    boolean reads = false;
    boolean writes = false;
    for (Topic topic : catalogue) {
      if (topic.readers().contains(stage)) {
        rules.add(allow(principal, TOPIC, LITERAL, topic.name(), READ));
        reads = true;
      }
      if (topic.writers().contains(stage)) {
        rules.add(allow(principal, TOPIC, LITERAL, topic.name(), WRITE));
        writes = true;
      }
    }
    if (reads) {
      rules.add(allow(principal, GROUP, LITERAL, stage, READ));
    }
    if (writes) {
      rules.add(allow(principal, TRANSACTIONAL_ID, PREFIXED, stage + "-", WRITE));
      rules.add(allow(principal, TRANSACTIONAL_ID, PREFIXED, stage + "-", DESCRIBE));
    }
    if (stage.equals(Topics.ROTATION_METRICS)) {
      // Kafka Streams makes, changes and purges its own topics, which begin with its name.
      rules.add(allow(principal, TOPIC, PREFIXED, stage + "-", ALL));
    }
    return List.copyOf(rules);
  }

  /** The right of somebody outside the pipeline to write one topic that is open to outsiders. */
  public static AclBinding outsideWriter(Topic topic, String principal) {
    return outside(topic.writers().contains(Topics.EXTERNAL), topic, principal, WRITE);
  }

  /** The right of somebody outside the pipeline to read one topic that is open to outsiders. */
  public static AclBinding outsideReader(Topic topic, String principal) {
    return outside(topic.readers().contains(Topics.EXTERNAL), topic, principal, READ);
  }

  private static AclBinding outside(
      boolean open, Topic topic, String principal, AclOperation operation) {
    if (!open) {
      throw new IllegalArgumentException(topic.name() + " is not open to outsiders");
    }
    return allow(principal, TOPIC, LITERAL, topic.name(), operation);
  }

  /**
   * A rule as a command of Kafka's own tool.
   *
   * @param bootstrap text for {@code --bootstrap-server}, such as {@code $BOOTSTRAP}
   */
  public static String asCommand(AclBinding rule, String bootstrap) {
    ResourcePattern pattern = rule.pattern();
    return "kafka-acls.sh --bootstrap-server "
        + bootstrap
        + " --add --allow-principal "
        + rule.entry().principal()
        + " --operation "
        + capitalized(rule.entry().operation().name())
        + " --"
        + pattern.resourceType().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + " "
        + pattern.name()
        + (pattern.patternType() == PREFIXED ? " --resource-pattern-type prefixed" : "");
  }

  private static String capitalized(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }

  static AclBinding allow(
      String principal,
      ResourceType type,
      PatternType patternType,
      String name,
      AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, patternType),
        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }
}
