package dev.pinwheel.schemas.topics;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.Topics;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

  private static final List<AclBinding> ALL_RULES = AccessRules.of(Topics.all());

  @Test
  void theExecutorMayDoItsWorkAndNothingElse() {
    assertThat(AccessRules.of(Topics.all(), Topics.API_EXECUTOR))
        .extracting(rule -> AccessRules.asCommand(rule, "$B"))
        .containsExactlyInAnyOrder(
            line("api-executor", "Write --topic rotation-requested"),
            line("api-executor", "Read --topic chain-validated"),
            line("api-executor", "Write --topic api-applied"),
            line("api-executor", "Write --topic rotation-failed"),
            line("api-executor", "Write --topic pin-observed"),
            line("api-executor", "Write --topic quarantine"),
            line("api-executor", "Read --group api-executor"),
            line(
                "api-executor",
                "Write --transactional-id api-executor- --resource-pattern-type prefixed"),
            line(
                "api-executor",
                "Describe --transactional-id api-executor- --resource-pattern-type prefixed"));
  }

  @Test
  void whatMustBeRefusedHasNoRule() {
    assertThat(may(Topics.CHAIN_VALIDATOR, WRITE, "api-applied")).isFalse();
    assertThat(may(Topics.API_EXECUTOR, READ, "rotation-requested")).isFalse();
    assertThat(may(Topics.WEBHOOK_DELIVERY, WRITE, "api-applied")).isFalse();
    assertThat(may(Topics.API_EXECUTOR, WRITE, "chain-validated")).isFalse();
    assertThat(may(Topics.AUDIT_SINK, WRITE, "rotation-requested")).isFalse();
    assertThat(may(Topics.ROTATION_METRICS, WRITE, "pin-observed")).isFalse();
  }

  @Test
  void everyReaderAndWriterOfTheCatalogueHasItsRule() {
    Topics.all()
        .forEach(
            topic -> {
              AccessRules.STAGES.forEach(
                  stage -> {
                    assertThat(may(stage, READ, topic.name()))
                        .isEqualTo(topic.readers().contains(stage));
                    assertThat(may(stage, WRITE, topic.name()))
                        .isEqualTo(topic.writers().contains(stage));
                  });
            });
  }

  @Test
  void everyStageOfTheCatalogueIsKnown() {
    assertThat(Topics.all())
        .flatExtracting(topic -> topic.readers().stream().filter(AccessRulesTest::isStage).toList())
        .isSubsetOf(AccessRules.STAGES);
    assertThat(Topics.all())
        .flatExtracting(topic -> topic.writers().stream().filter(AccessRulesTest::isStage).toList())
        .isSubsetOf(AccessRules.STAGES);
  }

  @Test
  void nobodyHasARightOnTheCluster() {
    assertThat(ALL_RULES)
        .allSatisfy(
            rule -> {
              assertThat(rule.pattern().resourceType()).isNotEqualTo(ResourceType.CLUSTER);
              assertThat(rule.entry().permissionType()).isEqualTo(AclPermissionType.ALLOW);
              assertThat(rule.pattern().name()).isNotEqualTo("*");
            });
  }

  @Test
  void onlyTheStreamsAppOwnsTopics() {
    assertThat(ALL_RULES)
        .filteredOn(rule -> rule.entry().operation() == ALL)
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.entry().principal()).isEqualTo("User:rotation-metrics");
              assertThat(rule.pattern().name()).isEqualTo("rotation-metrics-");
              assertThat(rule.pattern().patternType()).isEqualTo(PatternType.PREFIXED);
            });
    assertThat(Topics.all()).noneMatch(topic -> topic.name().startsWith("rotation-metrics-"));
  }

  /** A prefix of one stage must not cover the ids of another. */
  @Test
  void transactionalIdsDoNotOverlap() {
    assertThat(AccessRules.STAGES)
        .allSatisfy(
            stage ->
                assertThat(AccessRules.STAGES)
                    .filteredOn(other -> other.startsWith(stage + "-"))
                    .isEmpty());
    assertThat(ALL_RULES)
        .filteredOn(rule -> rule.entry().operation() == DESCRIBE)
        .allSatisfy(
            rule ->
                assertThat(rule.pattern().resourceType()).isEqualTo(ResourceType.TRANSACTIONAL_ID));
  }

  @Test
  void outsidersMayHaveWhatTheCatalogueOpens() {
    assertThat(
            AccessRules.asCommand(
                AccessRules.outsideWriter(Topics.ROTATION_REQUESTED, "User:soar"), "$B"))
        .isEqualTo(line("soar", "Write --topic rotation-requested"));
    assertThat(
            AccessRules.asCommand(
                AccessRules.outsideReader(Topics.LATENCY_METRICS, "User:grafana"), "$B"))
        .isEqualTo(line("grafana", "Read --topic latency-metrics"));
  }

  @Test
  void outsidersMayHaveNothingElse() {
    assertThatThrownBy(() -> AccessRules.outsideWriter(Topics.CHAIN_VALIDATED, "User:soar"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AccessRules.outsideReader(Topics.ROTATION_REQUESTED, "User:soar"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoReplaysMayDoThatAndNothingElse() {
    assertThat(
            OutsideRole.REPLAY.rules("ops").stream().map(rule -> AccessRules.asCommand(rule, "$B")))
        .containsExactly(
            line("ops", "Read --topic webhook-dead-letter"),
            line("ops", "Read --topic webhook-replay-ledger"),
            line("ops", "Write --topic webhook-replay-ledger"),
            line("ops", "Write --topic webhook-retry-5s"),
            line("ops", "Write --transactional-id webhook-delivery-dlq-replay"),
            line("ops", "Describe --transactional-id webhook-delivery-dlq-replay"));
  }

  @Test
  void whoLooksWritesNothing() {
    for (OutsideRole role : List.of(OutsideRole.DASHBOARD, OutsideRole.CONSOLE)) {
      assertThat(role.rules("eyes"))
          .isNotEmpty()
          .allSatisfy(rule -> assertThat(rule.entry().operation()).isEqualTo(READ));
    }
    assertThat(OutsideRole.DASHBOARD.rules("grafana").stream().map(rule -> rule.pattern().name()))
        .containsExactly("pin-match-metrics", "latency-metrics", "outcome-metrics", "grafana-");
  }

  @Test
  void nobodyOutsideWritesWhatOnlyAStageMay() {
    for (OutsideRole role : OutsideRole.values()) {
      assertThat(role.rules(role.usualName()))
          .filteredOn(rule -> rule.entry().operation() == WRITE)
          .extracting(rule -> rule.pattern().name())
          .doesNotContain("chain-validated", "api-applied", "rotation-failed")
          .doesNotContain("chain-validator-ledger", "quarantine");
    }
  }

  private static boolean may(String stage, AclOperation operation, String topic) {
    return ALL_RULES.stream()
        .anyMatch(
            rule ->
                rule.entry().principal().equals("User:" + stage)
                    && rule.entry().operation() == operation
                    && rule.pattern().resourceType() == ResourceType.TOPIC
                    && rule.pattern().name().equals(topic));
  }

  private static boolean isStage(String name) {
    return !name.equals(Topics.EXTERNAL);
  }

  private static String line(String principal, String rest) {
    return "kafka-acls.sh --bootstrap-server $B --add --allow-principal User:"
        + principal
        + " --operation "
        + rest;
  }
}
