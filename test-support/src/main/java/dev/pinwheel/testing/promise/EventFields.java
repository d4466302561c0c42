package dev.pinwheel.testing.promise;

import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Fields that every event has, read without knowing its type. */
final class EventFields {

  private EventFields() {}

  static UUID eventId(SpecificRecord event) {
    return (UUID) event.get(event.getSchema().getField("eventId").pos());
  }
}
