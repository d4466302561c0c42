package dev.pinwheel.audit.entry;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The bytes that an entry's hash is made of. The module's README describes them for whoever writes
 * another verifier; they must never change, or logs that were honest look tampered with.
 *
 * <p>{@link #canonical} does not hold the previous hash, so that other trees over the same entries
 * (RFC 6962: SHA-256(0x00 || canonical)) can start from it. {@link #chain} begins with text, never
 * with the bytes 0x00 or 0x01 that RFC 6962 section 2.1 uses, so no hash of one kind is one of the
 * other.
 */
public final class EntryHashing {

  private static final String ENTRY_PREFIX = "pinwheel-audit-entry-v1\n";
  private static final byte[] CHAIN_PREFIX =
      "pinwheel-audit-chain-v1\n".getBytes(StandardCharsets.UTF_8);

  /** Length of an absent field: no text has 2^32 - 1 bytes, so absent and empty differ. */
  private static final int ABSENT = -1;

  private EntryHashing() {}

  /** SHA-256 over the chain's prefix, the hash of the entry before, and the canonical bytes. */
  public static Sha256 chain(Sha256 previous, byte[] canonical) {
    return Sha256.of(CHAIN_PREFIX, previous.bytes(), canonical);
  }

  /** The hash that an entry should have. */
  public static Sha256 of(AuditEntry entry) {
    return chain(entry.previous(), canonical(entry.seq(), entry.recordedAt(), entry.content()));
  }

  /**
   * The canonical bytes of an entry: a prefix, then every field in a fixed order as its length
   * (four bytes, big-endian) and its UTF-8 text; an absent field is the length 0xFFFFFFFF alone.
   */
  public static byte[] canonical(long seq, Instant recordedAt, AuditContent content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.payload().length() + 1_024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(ENTRY_PREFIX.getBytes(StandardCharsets.UTF_8));
      put(out, Long.toString(seq));
      put(out, TimeText.of(recordedAt));
      put(out, content.at().topic());
      put(out, Integer.toString(content.at().partition()));
      put(out, Long.toString(content.at().offset()));
      put(out, content.eventId().toString());
      put(out, content.eventType());
      put(out, content.rotationId().map(Object::toString));
      put(out, content.target().map(TargetColumns::kind));
      put(out, content.target().map(TargetColumns::region));
      put(out, content.target().map(TargetColumns::id));
      put(out, content.occurredAt().map(TimeText::of));
      put(out, content.causationId().map(Object::toString));
      put(out, content.traceId());
      put(out, content.columns());
      put(out, content.payload());
      put(out, content.payloadSha256().hex());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static void put(DataOutputStream out, AuditLogColumns columns) throws IOException {
    put(out, columns.timestamp());
    put(out, columns.clientId());
    put(out, columns.serviceId());
    put(out, columns.primaryPin());
    put(out, columns.fallbackPin());
    put(out, columns.latencyMs().stream().mapToObj(Long::toString).findFirst());
    put(out, columns.pinMatchRate().stream().mapToObj(Double::toString).findFirst());
    put(out, columns.status().text());
    put(out, columns.code());
  }

  private static void put(DataOutputStream out, Optional<String> field) throws IOException {
    if (field.isPresent()) {
      put(out, field.get());
    } else {
      out.writeInt(ABSENT);
    }
  }

  private static void put(DataOutputStream out, String field) throws IOException {
    byte[] text = field.getBytes(StandardCharsets.UTF_8);
    out.writeInt(text.length);
    out.write(text);
  }
}
