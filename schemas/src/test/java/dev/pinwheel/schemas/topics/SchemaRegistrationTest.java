package dev.pinwheel.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.OutcomeMetric;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.Compatibility;
import dev.pinwheel.schemas.serde.RegistryClient;
import dev.pinwheel.schemas.serde.ScriptedRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaRegistrationTest {

  private static final String SUBJECT = "outcome-metrics-value";

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final RegistryClient client =
      RegistryClient.of(Map.of("schema.registry.url", registry.url()));
  private final SchemaRegistration registration = new SchemaRegistration(client);

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @Test
  void registersEverySchemaOnceAndSetsItsRule() {
    long values = Topics.all().stream().filter(topic -> topic.value().isPresent()).count();

    List<SchemaStep> steps = registration.apply(Topics.all());

    assertThat(steps).hasSize((int) values * 2);
    assertThat(steps).filteredOn(SchemaStep.Registered.class::isInstance).hasSize((int) values);
    assertThat(client.compatibility("api-applied-value")).contains(Compatibility.FULL_TRANSITIVE);
  }

  @Test
  void doingItAgainChangesNothing() {
    registration.apply(Topics.all());

    assertThat(registration.apply(Topics.all()))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step).isInstanceOf(SchemaStep.AlreadyRegistered.class));
  }

  @Test
  void differencesAreNamedAndGoneAfterwards() {
    registry.register("api-applied-value", Target.getClassSchema());
    List<Topic> topics = List.of(Topics.API_APPLIED, Topics.OUTCOME_METRICS);

    assertThat(registration.plan(topics))
        .containsExactly(
            new SchemaDifference.NotThisOne("api-applied-value", 1),
            new SchemaDifference.RuleDiffers(
                "api-applied-value", Optional.empty(), Compatibility.FULL_TRANSITIVE),
            new SchemaDifference.Missing(SUBJECT));

    registration.apply(topics);

    assertThat(registration.plan(topics)).isEmpty();
  }

  @Test
  void aNewSubjectGetsItsRuleAfterItsSchema() {
    assertThat(registration.apply(List.of(Topics.OUTCOME_METRICS)))
        .containsExactly(
            new SchemaStep.Registered(SUBJECT, 1),
            new SchemaStep.RuleSet(SUBJECT, Optional.empty(), Compatibility.FULL_TRANSITIVE));
  }

  @Test
  void aSubjectWithVersionsGetsItsRuleFirst() {
    registry.register(SUBJECT, OutcomeMetric.getClassSchema());
    registry.setRule(SUBJECT, "NONE");

    assertThat(registration.apply(List.of(Topics.OUTCOME_METRICS)))
        .containsExactly(
            new SchemaStep.RuleSet(
                SUBJECT, Optional.of(Compatibility.NONE), Compatibility.FULL_TRANSITIVE),
            new SchemaStep.AlreadyRegistered(SUBJECT, 1, 1));
  }

  @Test
  void topicsOfRawBytesHaveNoSchema() {
    assertThat(registration.apply(List.of(Topics.QUARANTINE))).isEmpty();
    assertThat(registry.calls()).isEmpty();
  }
}
