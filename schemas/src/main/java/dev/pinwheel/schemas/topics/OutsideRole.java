package dev.pinwheel.schemas.topics;

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
import org.apache.kafka.common.acl.AclBinding;

/**
 * Who else works with the topics, besides the stages, and the least that each needs. A group of a
 * role begins with the name of its principal and a dash.
 */
public enum OutsideRole {
  /** A security platform that asks for rotations by itself. */
  PRODUCER("security-platform") {
    @Override
    List<AclBinding> rules(String principal, String name) {
      return List.of(AccessRules.outsideWriter(Topics.ROTATION_REQUESTED, principal));
    }
  },
  /** A sensor that reports the pins that it saw. */
  SENSOR("pin-sensor") {
    @Override
    List<AclBinding> rules(String principal, String name) {
      return List.of(AccessRules.outsideWriter(Topics.PIN_OBSERVED, principal));
    }
  },
  /** A dashboard that shows the metrics. */
  DASHBOARD("dashboard") {
    @Override
    List<AclBinding> rules(String principal, String name) {
      List<AclBinding> rules = new ArrayList<>();
      for (Topic topic : METRICS) {
        rules.add(AccessRules.outsideReader(topic, principal));
      }
      rules.add(AccessRules.allow(principal, GROUP, PREFIXED, name + "-", READ));
      return rules;
    }
  },
  /** An operator who replays dead letters ({@code pinwheel dlq}). */
  REPLAY("dlq-replay") {
    @Override
    List<AclBinding> rules(String principal, String name) {
      String delay = Topics.webhookRetry(Topics.WEBHOOK_RETRY_DELAYS.getFirst()).name();
      String ledger = Topics.WEBHOOK_REPLAY_LEDGER.name();
      return List.of(
          AccessRules.allow(principal, TOPIC, LITERAL, Topics.WEBHOOK_DEAD_LETTER.name(), READ),
          AccessRules.allow(principal, TOPIC, LITERAL, ledger, READ),
          AccessRules.allow(principal, TOPIC, LITERAL, ledger, WRITE),
          AccessRules.allow(principal, TOPIC, LITERAL, delay, WRITE),
          AccessRules.allow(principal, TRANSACTIONAL_ID, LITERAL, REPLAY_ID, WRITE),
          AccessRules.allow(principal, TRANSACTIONAL_ID, LITERAL, REPLAY_ID, DESCRIBE));
    }
  },
  /** Whoever looks at everything and writes nothing: a console, {@code pinwheel rollback}. */
  CONSOLE("console") {
    @Override
    List<AclBinding> rules(String principal, String name) {
      List<AclBinding> rules = new ArrayList<>();
      for (Topic topic : SHOWN) {
        rules.add(AccessRules.allow(principal, TOPIC, LITERAL, topic.name(), READ));
      }
      rules.add(AccessRules.allow(principal, GROUP, PREFIXED, name + "-", READ));
      return rules;
    }
  };

  /** The one transactional id of all replays, so that a replay fences the one before it. */
  public static final String REPLAY_ID = "webhook-delivery-dlq-replay";

  private static final List<Topic> METRICS =
      List.of(Topics.PIN_MATCH_METRICS, Topics.LATENCY_METRICS, Topics.OUTCOME_METRICS);

  private static final List<Topic> SHOWN =
      List.of(
          Topics.ROTATION_REQUESTED,
          Topics.CHAIN_VALIDATED,
          Topics.API_APPLIED,
          Topics.ROTATION_FAILED,
          Topics.WEBHOOK_DELIVERED,
          Topics.WEBHOOK_DEAD_LETTER,
          Topics.WEBHOOK_REPLAY_LEDGER,
          Topics.PIN_OBSERVED,
          Topics.PIN_MATCH_METRICS,
          Topics.LATENCY_METRICS,
          Topics.OUTCOME_METRICS,
          Topics.QUARANTINE);

  private final String usualName;

  OutsideRole(String usualName) {
    this.usualName = usualName;
  }

  /** What a principal of this role is called where nobody says otherwise. */
  public String usualName() {
    return usualName;
  }

  /** The role's name as operators write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The rights of a principal in this role.
   *
   * @param name of the principal, without {@code User:}
   */
  public List<AclBinding> rules(String name) {
    return List.copyOf(rules("User:" + name, name));
  }

  abstract List<AclBinding> rules(String principal, String name);
}
