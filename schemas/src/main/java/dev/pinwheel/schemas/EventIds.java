package dev.pinwheel.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Derived event ids: version 5 UUIDs (RFC 9562 section 5.5), so that a repeat of a step, on any
 * machine and after any crash, names the same event.
 */
public final class EventIds {

  /** Namespace of every Pinwheel event id; it must never change. */
  private static final UUID NAMESPACE = UUID.fromString("0b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a10");

  private EventIds() {}

  /**
   * The id of one step of one rotation of one target. A rotation is named by its target and its
   * rotationId together, so that two requesters who choose the same UUID for different targets
   * cannot shadow each other.
   *
   * @param step stable name of the step, such as {@code api-applied} or {@code webhook-delivered/1}
   */
  public static UUID of(Target target, UUID rotationId, String step) {
    return of(TargetKey.of(target) + "\n" + rotationId + "\n" + step);
  }

  /** The id named by an arbitrary text, for events that belong to no rotation. */
  public static UUID of(String name) {
    return version5(NAMESPACE, name);
  }

  /** The version 5 UUID of a name in a namespace (RFC 9562 section 5.5). */
  public static UUID version5(UUID namespace, String name) {
    byte[] hash =
        sha1()
            .digest(
                concatenated(
                    ByteBuffer.allocate(16)
                        .putLong(namespace.getMostSignificantBits())
                        .putLong(namespace.getLeastSignificantBits())
                        .array(),
                    name.getBytes(StandardCharsets.UTF_8)));
    ByteBuffer bytes = ByteBuffer.wrap(hash, 0, 16);
    long high = (bytes.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
    long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1 (MessageDigest)", e);
    }
  }
}
