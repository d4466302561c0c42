package dev.pinwheel.audit.entry;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The columns of an entry, each as a text: the words of exported files and of the database. */
@SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
public enum EntryField {
  SEQ(Kind.WHOLE, entry -> Optional.of(Long.toString(entry.seq()))),
  RECORDED_AT(Kind.TIME, entry -> Optional.of(TimeText.of(entry.recordedAt()))),
  TOPIC(Kind.TEXT, entry -> Optional.of(entry.content().at().topic())),
  PARTITION(Kind.WHOLE, entry -> Optional.of(Integer.toString(entry.content().at().partition()))),
  OFFSET(Kind.WHOLE, entry -> Optional.of(Long.toString(entry.content().at().offset()))),
  EVENT_ID(Kind.UUID, entry -> Optional.of(entry.content().eventId().toString())),
  EVENT_TYPE(Kind.TEXT, entry -> Optional.of(entry.content().eventType())),
  ROTATION_ID(Kind.UUID, entry -> entry.content().rotationId().map(Object::toString)),
  TARGET_KIND(Kind.TEXT, entry -> entry.content().target().map(TargetColumns::kind)),
  TARGET_REGION(Kind.TEXT, entry -> entry.content().target().map(TargetColumns::region)),
  TARGET_ID(Kind.TEXT, entry -> entry.content().target().map(TargetColumns::id)),
  OCCURRED_AT(Kind.TIME, entry -> entry.content().occurredAt().map(TimeText::of)),
  CAUSATION_ID(Kind.UUID, entry -> entry.content().causationId().map(Object::toString)),
  TRACE_ID(Kind.TEXT, entry -> entry.content().traceId()),
  TIMESTAMP(Kind.TEXT, entry -> entry.content().columns().timestamp()),
  CLIENT_ID(Kind.TEXT, entry -> entry.content().columns().clientId()),
  SERVICE_ID(Kind.TEXT, entry -> entry.content().columns().serviceId()),
  PRIMARY_PIN(Kind.TEXT, entry -> entry.content().columns().primaryPin()),
  FALLBACK_PIN(Kind.TEXT, entry -> entry.content().columns().fallbackPin()),
  LATENCY_MS(
      Kind.WHOLE,
      entry -> entry.content().columns().latencyMs().stream().mapToObj(Long::toString).findFirst()),
  PIN_MATCH_RATE(
      Kind.DECIMAL,
      entry ->
          entry.content().columns().pinMatchRate().stream().mapToObj(Double::toString).findFirst()),
  STATUS(Kind.TEXT, entry -> Optional.of(entry.content().columns().status().text())),
  CODE(Kind.TEXT, entry -> entry.content().columns().code()),
  PAYLOAD(Kind.TEXT, entry -> Optional.of(entry.content().payload())),
  PAYLOAD_SHA256(Kind.DIGEST, entry -> Optional.of(entry.content().payloadSha256().hex())),
  PREV_HASH(Kind.DIGEST, entry -> Optional.of(entry.previous().hex())),
  ENTRY_HASH(Kind.DIGEST, entry -> Optional.of(entry.hash().hex()));

  /** What the text stands for. */
  public enum Kind {
    TEXT,
    WHOLE,
    DECIMAL,
    UUID,
    /** RFC 3339 in UTC with six digits of a second. */
    TIME,
    /** 64 hexadecimal digits. */
    DIGEST
  }

  private final Kind kind;
  private final Function<AuditEntry, Optional<String>> text;

  EntryField(Kind kind, Function<AuditEntry, Optional<String>> text) {
    this.kind = kind;
    this.text = text;
  }

  public Kind kind() {
    return kind;
  }

  /** Lower-case name, such as {@code prev_hash}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The column of an entry; empty where it has none. */
  public Optional<String> of(AuditEntry entry) {
    return text.apply(entry);
  }
}
