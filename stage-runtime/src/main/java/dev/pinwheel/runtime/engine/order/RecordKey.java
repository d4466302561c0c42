package dev.pinwheel.runtime.engine.order;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What records are kept in order by: equal key bytes; a record without a key is on its own. */
public final class RecordKey {

  private final byte[] bytes;
  private final int hash;

  private RecordKey(byte[] bytes) {
    this.bytes = bytes;
    this.hash = bytes == null ? System.identityHashCode(this) : Arrays.hashCode(bytes);
  }

  static RecordKey of(byte[] bytesOrNull) {
    return new RecordKey(bytesOrNull);
  }

  /** The key as text; empty where there is none. */
  public String text() {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof RecordKey key && bytes != null && Arrays.equals(bytes, key.bytes));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
