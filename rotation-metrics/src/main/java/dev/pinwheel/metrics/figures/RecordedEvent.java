package dev.pinwheel.metrics.figures;

import dev.pinwheel.schemas.PlausibleTime;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event beside the time that its writer did not choose.
 *
 * @param recorded when its record came to the broker
 */
public record RecordedEvent(SpecificRecord event, Instant recorded) {

  /** When something ended by its writer's word, or by the broker's where that cannot be. */
  Instant ended(Instant written) {
    return isPlausible(written) ? written : recorded;
  }

  /** Whether the writer's time can be. */
  boolean isPlausible(Instant written) {
    return PlausibleTime.is(written, recorded);
  }
}
