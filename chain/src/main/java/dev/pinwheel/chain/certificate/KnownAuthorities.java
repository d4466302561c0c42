package dev.pinwheel.chain.certificate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * CA certificates that were read before, found by all of their bytes; the least used are forgotten
 * first. What a certificate says does not depend on who sent it, nor on when.
 */
final class KnownAuthorities {

  /** Some ten kibibytes each. */
  static final int MOST = 256;

  /** Bytes that compare by content; whoever makes one no longer changes them. */
  private static final class Bytes {
    private final byte[] content;
    private final int hash;

    Bytes(byte[] content) {
      this.content = content;
      this.hash = Arrays.hashCode(content);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  // guarded by the lock; in order of use
  private final Map<Bytes, ParsedCertificate> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, ParsedCertificate> eldest) {
          return size() > MOST;
        }
      };

  Optional<ParsedCertificate> find(byte[] der) {
    Bytes key = new Bytes(der);
    lock.lock();
    try {
      return Optional.ofNullable(known.get(key));
    } finally {
      lock.unlock();
    }
  }

  void add(ParsedCertificate authority) {
    Bytes key = new Bytes(authority.der());
    lock.lock();
    try {
      known.put(key, authority);
    } finally {
      lock.unlock();
    }
  }
}
