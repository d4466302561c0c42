package dev.pinwheel.audit.entry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which event identities come more than once, in eight bytes for each entry: a log of ten million
 * entries takes 80 MB. Two identities of one fingerprint look like one that comes twice; whoever
 * asks looks at the identities of those that are found.
 */
final class EventFingerprints {

  private static final int FIRST_CAPACITY = 1_024;

  private long[] all = new long[FIRST_CAPACITY];
  private int size;

  void add(EventIdentity event) {
    if (size == all.length) {
      all = Arrays.copyOf(all, Math.multiplyExact(size, 2));
    }
    all[size++] = of(event);
  }

  /** Those that were added more than once, in ascending order; nothing can be added after it. */
  long[] repeated() {
    Arrays.sort(all, 0, size);
    long[] repeated = new long[size / 2];
    int found = 0;
    for (int next = 1; next < size; next++) {
      boolean known = found > 0 && repeated[found - 1] == all[next];
      if (all[next] == all[next - 1] && !known) {
        repeated[found++] = all[next];
      }
    }
    return Arrays.copyOf(repeated, found);
  }

  static boolean contains(long[] ascending, EventIdentity event) {
    return Arrays.binarySearch(ascending, of(event)) >= 0;
  }

  private static long of(EventIdentity event) {
    String text = event.topic() + "\n" + event.eventId();
    return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8)).bytes()).getLong();
  }
}
