package dev.pinwheel.runtime;

import dev.pinwheel.schemas.Topic;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event to publish.
 *
 * @param topic where
 * @param key record key
 * @param value the event
 * @param notBefore for a delay topic: the earliest instant at which it is handled; empty otherwise
 */
public record Outbound(Topic topic, String key, SpecificRecord value, Optional<Instant> notBefore) {

  public static Outbound of(Topic topic, String key, SpecificRecord value) {
    return new Outbound(topic, key, value, Optional.empty());
  }

  public static Outbound delayed(Topic topic, String key, SpecificRecord value, Instant notBefore) {
    return new Outbound(topic, key, value, Optional.of(notBefore));
  }
}
