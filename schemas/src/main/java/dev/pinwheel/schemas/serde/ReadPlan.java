package dev.pinwheel.schemas.serde;

import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;

/** How the records of one schema id are read. */
sealed interface ReadPlan {

  /**
   * By this reader, which has no state of its own and serves all threads. It is Avro's fast reader:
   * the usual one keeps its resolved schemas per thread, which is worth nothing where every record
   * has a virtual thread of its own.
   */
  record Read(DatumReader<IndexedRecord> reader) implements ReadPlan {}

  /** Not at all. */
  record Refuse(UndecodableRecordException.Code code, String detail) implements ReadPlan {}
}
