package dev.pinwheel.runtime.engine.handling;

import dev.pinwheel.runtime.engine.order.Work;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.MDC;

/** Fields on every log line that a handler writes; they end with its thread. */
final class LogFields {

  static final String STAGE = "stage";
  static final String TARGET = "target";
  static final String TRACE_ID = "traceId";
  static final String ROTATION_ID = "rotationId";

  private LogFields() {}

  static void begin(String stage, Work work) {
    MDC.put(STAGE, stage);
    MDC.put(TARGET, work.key.text());
    MDC.put(TRACE_ID, work.trace.traceId());
  }

  /** Known once the value is decoded; events have a field for it, other values none. */
  static void rotation(Object value) {
    if (value instanceof SpecificRecord event) {
      Schema.Field field = event.getSchema().getField(ROTATION_ID);
      if (field != null && event.get(field.pos()) != null) {
        MDC.put(ROTATION_ID, event.get(field.pos()).toString());
      }
    }
  }
}
