package dev.pinwheel.stack.simulator.genesys;

import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import okio.ByteString;

/** Everything random that the platform makes up; the generator is used by one thread at a time. */
final class Chance {

  private final ReentrantLock lock = new ReentrantLock();
  private final RandomGenerator random;

  Chance(RandomGenerator random) {
    this.random = random;
  }

  /** Such as {@code req_88a7c21f-9b44-4e1a-8c21-77f9d00e3a12}. */
  String request() {
    return "req_" + uuid();
  }

  /** A version 4 UUID (RFC 9562 section 5.4). */
  UUID uuid() {
    lock.lock();
    try {
      return new UUID(
          (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L,
          (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    } finally {
      lock.unlock();
    }
  }

  long below(long bound) {
    lock.lock();
    try {
      return random.nextLong(bound);
    } finally {
      lock.unlock();
    }
  }

  /** An opaque bearer token of 32 random bytes. */
  String token() {
    byte[] bytes = new byte[32];
    lock.lock();
    try {
      random.nextBytes(bytes);
    } finally {
      lock.unlock();
    }
    return ByteString.of(bytes).base64Url().replace("=", "");
  }
}
