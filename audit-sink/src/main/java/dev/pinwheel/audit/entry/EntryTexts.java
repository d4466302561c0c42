package dev.pinwheel.audit.entry;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** Makes an entry of the texts of its columns. */
public final class EntryTexts {

  private final Function<EntryField, Optional<String>> texts;

  private EntryTexts(Function<EntryField, Optional<String>> texts) {
    this.texts = texts;
  }

  /**
   * Reads an entry. Whether its hash is right is not looked at.
   *
   * @param texts the text of each column; empty for an absent one
   * @throws MalformedEntryException that names the first column that is missing or wrong
   */
  public static AuditEntry read(Function<EntryField, Optional<String>> texts)
      throws MalformedEntryException {
    return new EntryTexts(texts).entry();
  }

  private AuditEntry entry() throws MalformedEntryException {
    return new AuditEntry(
        required(EntryField.SEQ, Long::valueOf),
        required(EntryField.RECORDED_AT, Instant::parse),
        content(),
        required(EntryField.PREV_HASH, Sha256::parse),
        required(EntryField.ENTRY_HASH, Sha256::parse));
  }

  private AuditContent content() throws MalformedEntryException {
    return new AuditContent(
        new Coordinates(
            required(EntryField.TOPIC, text -> text),
            required(EntryField.PARTITION, Integer::valueOf),
            required(EntryField.OFFSET, Long::valueOf)),
        required(EntryField.EVENT_ID, UUID::fromString),
        required(EntryField.EVENT_TYPE, text -> text),
        optional(EntryField.ROTATION_ID, UUID::fromString),
        target(),
        optional(EntryField.OCCURRED_AT, Instant::parse),
        optional(EntryField.CAUSATION_ID, UUID::fromString),
        texts.apply(EntryField.TRACE_ID),
        columns(),
        required(EntryField.PAYLOAD, text -> text),
        required(EntryField.PAYLOAD_SHA256, Sha256::parse));
  }

  /** Three columns that are there together or not at all; a part of them is a changed entry. */
  private Optional<TargetColumns> target() throws MalformedEntryException {
    boolean absent =
        texts.apply(EntryField.TARGET_KIND).isEmpty()
            && texts.apply(EntryField.TARGET_REGION).isEmpty()
            && texts.apply(EntryField.TARGET_ID).isEmpty();
    return absent
        ? Optional.empty()
        : Optional.of(
            new TargetColumns(
                required(EntryField.TARGET_KIND, text -> text),
                required(EntryField.TARGET_REGION, text -> text),
                required(EntryField.TARGET_ID, text -> text)));
  }

  private AuditLogColumns columns() throws MalformedEntryException {
    Optional<Long> latency = optional(EntryField.LATENCY_MS, Long::valueOf);
    Optional<Double> rate = optional(EntryField.PIN_MATCH_RATE, Double::valueOf);
    return new AuditLogColumns(
        texts.apply(EntryField.TIMESTAMP),
        texts.apply(EntryField.CLIENT_ID),
        texts.apply(EntryField.SERVICE_ID),
        texts.apply(EntryField.PRIMARY_PIN),
        texts.apply(EntryField.FALLBACK_PIN),
        latency.map(OptionalLong::of).orElseGet(OptionalLong::empty),
        rate.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
        required(EntryField.STATUS, Status::parse),
        texts.apply(EntryField.CODE));
  }

  private <T> T required(EntryField field, Function<String, T> parser)
      throws MalformedEntryException {
    Optional<T> value = optional(field, parser);
    if (value.isEmpty()) {
      throw new MalformedEntryException(field.column(), "is missing", null);
    }
    return value.get();
  }

  private <T> Optional<T> optional(EntryField field, Function<String, T> parser)
      throws MalformedEntryException {
    try {
      return texts.apply(field).map(parser);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedEntryException(field.column(), e.getMessage(), e);
    }
  }
}
