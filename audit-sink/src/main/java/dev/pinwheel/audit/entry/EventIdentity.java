package dev.pinwheel.audit.entry;

import java.util.UUID;

/** What is recorded once: an event is known by its topic and its id. */
public record EventIdentity(String topic, UUID eventId) {

  static EventIdentity of(AuditContent content) {
    return new EventIdentity(content.at().topic(), content.eventId());
  }
}
