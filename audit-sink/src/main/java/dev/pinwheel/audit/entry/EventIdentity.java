package dev.pinwheel.audit.entry;

import java.util.UUID;

/**
 * What an event calls itself: its topic and its id. Honest writers give one id to one content, and
 * that is recorded once; two contents under one identity are a {@link Conflict}.
 */
public record EventIdentity(String topic, UUID eventId) {

  static EventIdentity of(AuditContent content) {
    return new EventIdentity(content.at().topic(), content.eventId());
  }
}
