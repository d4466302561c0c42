package dev.pinwheel.runtime.engine.order;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.BitSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is done ahead of a committed offset, as the text that is committed beside it: of all offsets
 * from {@code base} (inclusive) to {@code horizon} (exclusive) everything is complete but {@code
 * outstanding}.
 *
 * <p>The text is {@code pw1} followed by the base64url of: form (1 byte), base (8 bytes), span =
 * horizon - base (4 bytes), and the outstanding offsets relative to the base, either as the
 * variable-length distances between them (form 1) or as one bit each (form 2), whichever is
 * shorter. The base is inside so that tools which copy a group's metadata to another offset
 * (mirroring, resets) cannot make the bits mean other records.
 *
 * <p>The broker refuses metadata longer than {@code offset.metadata.max.bytes} (4,096 by default).
 * A span of {@link #MAX_SPAN} needs at most {@link #MAX_TEXT} characters, whatever is outstanding.
 */
public record CompletedOffsets(long base, long horizon, NavigableSet<Long> outstanding) {

  /** Widest span that always fits. */
  public static final int MAX_SPAN = 20_000;

  static final int MAX_TEXT = 4_000;

  private static final String VERSION = "pw1";
  private static final byte DISTANCES = 1;
  private static final byte BITS = 2;
  private static final int HEADER = 1 + Long.BYTES + Integer.BYTES;

  /** Nothing is done ahead. */
  public static CompletedOffsets none(long base) {
    return new CompletedOffsets(base, base, new TreeSet<>());
  }

  /** The text to commit; empty where nothing is done ahead. */
  String encode() {
    if (outstanding.isEmpty() || horizon == base) {
      return "";
    }
    byte[] bits = bits();
    byte[] distances = distances(bits.length);
    byte form = distances.length < bits.length ? DISTANCES : BITS;
    byte[] body = form == DISTANCES ? distances : bits;
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + body.length);
    bytes.put(form).putLong(base).putInt(Math.toIntExact(horizon - base)).put(body);
    return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Reads the text committed beside an offset.
   *
   * @return empty where the text is not ours, is damaged, or belongs to another offset
   */
  public static Optional<CompletedOffsets> decode(long base, String text) {
    if (!text.startsWith(VERSION) || text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text.substring(VERSION.length()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.length < HEADER) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte form = buffer.get();
    long encodedBase = buffer.getLong();
    int span = buffer.getInt();
    if (encodedBase != base || span <= 0 || span > MAX_SPAN) {
      return Optional.empty();
    }
    NavigableSet<Long> outstanding =
        switch (form) {
          case DISTANCES -> readDistances(base, buffer);
          case BITS -> readBits(base, buffer);
          default -> new TreeSet<>();
        };
    if (outstanding.isEmpty() || outstanding.last() >= base + span) {
      return Optional.empty();
    }
    return Optional.of(new CompletedOffsets(base, base + span, outstanding));
  }

  private byte[] bits() {
    BitSet bits = new BitSet();
    outstanding.forEach(offset -> bits.set(Math.toIntExact(offset - base)));
    return bits.toByteArray();
  }

  /** Stops as soon as it is no shorter than the other form. */
  private byte[] distances(int limit) {
    ByteBuffer bytes = ByteBuffer.allocate(limit + 5);
    long previous = base - 1;
    for (long offset : outstanding) {
      int distance = Math.toIntExact(offset - previous);
      for (; distance > 0x7f; distance >>>= 7) {
        bytes.put((byte) ((distance & 0x7f) | 0x80));
      }
      bytes.put((byte) distance);
      previous = offset;
      if (bytes.position() >= limit) {
        break;
      }
    }
    byte[] written = new byte[bytes.position()];
    bytes.flip().get(written);
    return written;
  }

  private static NavigableSet<Long> readDistances(long base, ByteBuffer bytes) {
    NavigableSet<Long> offsets = new TreeSet<>();
    long previous = base - 1;
    while (bytes.hasRemaining()) {
      int distance = 0;
      int shift = 0;
      byte next;
      do {
        if (!bytes.hasRemaining() || shift > 21) {
          return new TreeSet<>();
        }
        next = bytes.get();
        distance |= (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      if (distance == 0) {
        return new TreeSet<>();
      }
      previous += distance;
      offsets.add(previous);
    }
    return offsets;
  }

  private static NavigableSet<Long> readBits(long base, ByteBuffer bytes) {
    NavigableSet<Long> offsets = new TreeSet<>();
    BitSet.valueOf(bytes).stream().forEach(bit -> offsets.add(base + bit));
    return offsets;
  }
}
