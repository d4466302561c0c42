package dev.pinwheel.schemas.topics;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.serde.Compatibility;
import dev.pinwheel.schemas.serde.RegisteredSchema;
import dev.pinwheel.schemas.serde.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Brings the catalogue's schemas into the registry, under {@code <topic>-value}, each with the rule
 * that every version can read what every other wrote.
 */
public final class SchemaRegistration {

  private static final Compatibility RULE = Compatibility.FULL_TRANSITIVE;

  private final RegistryClient registry;

  public SchemaRegistration(RegistryClient registry) {
    this.registry = registry;
  }

  /**
   * The same as {@link #apply(List)}, with a client of its own.
   *
   * @param settings of the registry's client, such as {@code schema.registry.url}
   */
  public static List<SchemaStep> apply(Map<String, ?> settings, List<Topic> catalogue) {
    try (RegistryClient registry = RegistryClient.of(settings)) {
      return new SchemaRegistration(registry).apply(catalogue);
    }
  }

  /**
   * How the registry differs from the catalogue; nothing is changed.
   *
   * @throws dev.pinwheel.schemas.serde.RegistryUnavailableException worth repeating
   */
  public List<SchemaDifference> plan(List<Topic> catalogue) {
    List<SchemaDifference> differences = new ArrayList<>();
    for (Topic topic : catalogue) {
      topic
          .value()
          .ifPresent(
              value -> compare(topic.subject(), SpecificData.get().getSchema(value), differences));
    }
    return List.copyOf(differences);
  }

  private void compare(String subject, Schema schema, List<SchemaDifference> differences) {
    Optional<RegisteredSchema> latest = registry.latest(subject);
    if (latest.isEmpty()) {
      differences.add(new SchemaDifference.Missing(subject));
      return;
    }
    if (registry.find(subject, schema).isEmpty()) {
      differences.add(new SchemaDifference.NotThisOne(subject, latest.get().version()));
    }
    Optional<Compatibility> rule = registry.compatibility(subject);
    if (!rule.equals(Optional.of(RULE))) {
      differences.add(new SchemaDifference.RuleDiffers(subject, rule, RULE));
    }
  }

  /**
   * Registers what is missing; doing it again changes nothing and reports so.
   *
   * @return what was done or found, in the order of the catalogue
   * @throws dev.pinwheel.schemas.serde.SchemaRefusedException where a subject's earlier versions
   *     forbid ours; the subjects before it are done
   * @throws dev.pinwheel.schemas.serde.RegistryUnavailableException worth repeating
   */
  public List<SchemaStep> apply(List<Topic> catalogue) {
    List<SchemaStep> steps = new ArrayList<>();
    for (Topic topic : catalogue) {
      topic
          .value()
          .ifPresent(value -> apply(topic.subject(), SpecificData.get().getSchema(value), steps));
    }
    return List.copyOf(steps);
  }

  /**
   * A subject that has versions gets the rule first, so that the rule judges our schema. A new one
   * gets it afterwards, because some registries know no rules of subjects that do not exist.
   */
  private void apply(String subject, Schema schema, List<SchemaStep> steps) {
    boolean exists = registry.latest(subject).isPresent();
    if (exists) {
      setRule(subject, steps);
    }
    Optional<RegisteredSchema> found = exists ? registry.find(subject, schema) : Optional.empty();
    steps.add(
        found.isPresent()
            ? new SchemaStep.AlreadyRegistered(subject, found.get().version(), found.get().id())
            : new SchemaStep.Registered(subject, registry.register(subject, schema)));
    if (!exists) {
      setRule(subject, steps);
    }
  }

  private void setRule(String subject, List<SchemaStep> steps) {
    Optional<Compatibility> before = registry.compatibility(subject);
    if (!before.equals(Optional.of(RULE))) {
      registry.setCompatibility(subject, RULE);
      steps.add(new SchemaStep.RuleSet(subject, before, RULE));
    }
  }
}
