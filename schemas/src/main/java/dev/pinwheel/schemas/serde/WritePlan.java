package dev.pinwheel.schemas.serde;

import org.apache.avro.Schema;

/**
 * How the records of one schema are written to one subject.
 *
 * @param schemaId id in the header
 * @param schema the schema of that id; not the record's own where {@code use.latest.version} found
 *     a newer one
 */
record WritePlan(int schemaId, Schema schema) {

  /**
   * What a plan is made for.
   *
   * @param schema the record's own schema
   */
  record Key(String subject, Schema schema) {}
}
