package dev.pinwheel.schemas.serde;

import org.apache.avro.Schema;

/**
 * One version of a subject.
 *
 * @param id the registry-wide id that goes into records
 * @param version the version within the subject, from 1
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
