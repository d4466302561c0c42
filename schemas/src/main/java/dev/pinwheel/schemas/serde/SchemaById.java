package dev.pinwheel.schemas.serde;

import org.apache.avro.Schema;

/** What the registry says about a schema id. */
public sealed interface SchemaById {

  /** The schema of that id; it never becomes another. */
  record Found(Schema schema) implements SchemaById {}

  /** No schema has that id. */
  record Unknown() implements SchemaById {}

  /**
   * Something has that id that is no Avro schema, or a broken one.
   *
   * @param why in words for an operator
   */
  record Unusable(String why) implements SchemaById {}
}
