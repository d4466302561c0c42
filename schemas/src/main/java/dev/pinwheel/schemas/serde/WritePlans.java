package dev.pinwheel.schemas.serde;

import static dev.pinwheel.schemas.serde.SchemaRefusedException.Code.LATEST_DOES_NOT_FIT;
import static dev.pinwheel.schemas.serde.SchemaRefusedException.Code.NOT_REGISTERED;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Makes and keeps the plan for each subject and schema. */
final class WritePlans {

  private final SerdeConfig config;
  private final RegistryClient registry;
  private final SingleFlightCache<WritePlan.Key, WritePlan> plans;

  WritePlans(SerdeConfig config, RegistryClient registry) {
    this.config = config;
    this.registry = registry;
    // The latest version is kept too: a newer one is used after a restart, as with Confluent's.
    this.plans = new SingleFlightCache<>(config.cachedSchemas(), plan -> true);
  }

  WritePlan of(String subject, Schema schema) {
    return plans.get(new WritePlan.Key(subject, schema), this::make);
  }

  private WritePlan make(WritePlan.Key key) {
    if (config.autoRegister()) {
      return new WritePlan(registry.register(key.subject(), key.schema()), key.schema());
    }
    if (config.useLatest()) {
      return latest(key);
    }
    RegisteredSchema found =
        registry
            .find(key.subject(), key.schema())
            .orElseThrow(
                () -> notRegistered(key, "this schema is not registered, and registering is off"));
    return new WritePlan(found.id(), key.schema());
  }

  private WritePlan latest(WritePlan.Key key) {
    RegisteredSchema latest =
        registry
            .latest(key.subject())
            .orElseThrow(() -> notRegistered(key, "the subject has no schema yet"));
    if (SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), key.schema()).getType()
        != SchemaCompatibilityType.COMPATIBLE) {
      throw new SchemaRefusedException(
          LATEST_DOES_NOT_FIT,
          key.subject(),
          0,
          "version " + latest.version() + " cannot carry " + key.schema().getFullName());
    }
    Optional<String> difference = UnitDifference.find(latest.schema(), key.schema());
    if (difference.isPresent()) {
      throw new SchemaRefusedException(
          LATEST_DOES_NOT_FIT,
          key.subject(),
          0,
          "version " + latest.version() + ": " + difference.get());
    }
    // Equality does not look at documentation, so a change of words costs nothing.
    return new WritePlan(
        latest.id(), latest.schema().equals(key.schema()) ? key.schema() : latest.schema());
  }

  private static SchemaRefusedException notRegistered(WritePlan.Key key, String detail) {
    return new SchemaRefusedException(NOT_REGISTERED, key.subject(), 404, detail);
  }
}
