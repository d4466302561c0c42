package dev.pinwheel.schemas.serde;

import static dev.pinwheel.schemas.serde.UndecodableRecordException.Code.INCOMPATIBLE_SCHEMA;
import static dev.pinwheel.schemas.serde.UndecodableRecordException.Code.UNKNOWN_RECORD;
import static dev.pinwheel.schemas.serde.UndecodableRecordException.Code.UNKNOWN_SCHEMA_ID;
import static dev.pinwheel.schemas.serde.UndecodableRecordException.Code.UNUSABLE_SCHEMA;

import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Makes and keeps the plan for each schema id. */
final class ReadPlans {

  private final SerdeConfig config;
  private final IntFunction<SchemaById> schemas;
  private final SingleFlightCache<Integer, ReadPlan> plans;

  ReadPlans(SerdeConfig config, IntFunction<SchemaById> schemas) {
    this.config = config;
    this.schemas = schemas;
    // An id that is unknown today may be given out tomorrow; all else is for ever.
    this.plans = new SingleFlightCache<>(config.cachedSchemas(), plan -> !isUnknownId(plan));
  }

  ReadPlan of(int schemaId) {
    return plans.get(schemaId, this::make);
  }

  private ReadPlan make(int schemaId) {
    return switch (schemas.apply(schemaId)) {
      case SchemaById.Found found -> planFor(found.schema());
      case SchemaById.Unusable unusable -> new ReadPlan.Refuse(UNUSABLE_SCHEMA, unusable.why());
      case SchemaById.Unknown unknown ->
          new ReadPlan.Refuse(
              UNKNOWN_SCHEMA_ID, "the registry knows no schema with id " + schemaId);
    };
  }

  private ReadPlan planFor(Schema writer) {
    if (writer.getType() != Schema.Type.RECORD) {
      return new ReadPlan.Refuse(UNKNOWN_RECORD, "the schema is no record but " + writer.getType());
    }
    if (!config.specific()) {
      return reader(writer, writer, GenericData.get());
    }
    Optional<Class<? extends SpecificRecord>> type = generatedClass(writer.getFullName());
    if (config.recordType().isPresent()
        && (type.isEmpty() || !config.recordType().get().equals(type.get()))) {
      return new ReadPlan.Refuse(
          UNKNOWN_RECORD,
          writer.getFullName() + ", where " + config.recordType().get().getName() + " is expected");
    }
    if (type.isEmpty()) {
      return new ReadPlan.Refuse(
          UNKNOWN_RECORD, "no generated class " + writer.getFullName() + " on the class path");
    }
    Schema reader = SpecificData.get().getSchema(type.get());
    if (SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        != SchemaCompatibilityType.COMPATIBLE) {
      return new ReadPlan.Refuse(
          INCOMPATIBLE_SCHEMA,
          "what was written as " + writer.getFullName() + " cannot be read as our version of it");
    }
    return UnitDifference.find(reader, writer)
        .<ReadPlan>map(difference -> new ReadPlan.Refuse(INCOMPATIBLE_SCHEMA, difference))
        .orElseGet(() -> reader(writer, reader, SpecificData.getForClass(type.get())));
  }

  private static ReadPlan reader(Schema writer, Schema reader, GenericData data) {
    try {
      // A builder of its own: two that shared one would race in its cache.
      return new ReadPlan.Read(new FastReaderBuilder(data).createDatumReader(writer, reader));
    } catch (AvroRuntimeException | SecurityException | IOException e) {
      return new ReadPlan.Refuse(INCOMPATIBLE_SCHEMA, e.getMessage());
    }
  }

  /** The name comes from the registry, so the class is not initialised before its kind is known. */
  private static Optional<Class<? extends SpecificRecord>> generatedClass(String name) {
    try {
      Class<?> type = Class.forName(name, false, ReadPlans.class.getClassLoader());
      return SpecificRecord.class.isAssignableFrom(type)
          ? Optional.of(type.asSubclass(SpecificRecord.class))
          : Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static boolean isUnknownId(ReadPlan plan) {
    return plan instanceof ReadPlan.Refuse refuse && refuse.code() == UNKNOWN_SCHEMA_ID;
  }
}
