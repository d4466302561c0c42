package dev.pinwheel.chain.signature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Signatures that were verified, the least used forgotten first. An entry says that one
 * certificate, byte for byte, was signed with one key: that is true at every time and under every
 * policy. It says nothing about whether either is any good. Signatures that do not verify are not
 * remembered; whoever floods this with CAs of his own makes validations slower, and nothing else.
 */
final class VerifiedSignatures {

  /** Some 200 bytes each, so that it stays below a mebibyte. */
  static final int MOST = 4_096;

  /**
   * What was verified.
   *
   * @param certificate SHA-256 of the whole certificate: signed part, algorithm and signature
   * @param key SHA-256 of the issuer's SubjectPublicKeyInfo
   */
  record Proof(String certificate, String key) {}

  private final ReentrantLock lock = new ReentrantLock();
  // guarded by the lock; in order of use
  private final Map<Proof, String> proofs =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Proof, String> eldest) {
          return size() > MOST;
        }
      };

  /** Who verified it; empty where it is not known. */
  Optional<String> providerOf(Proof entry) {
    lock.lock();
    try {
      return Optional.ofNullable(proofs.get(entry));
    } finally {
      lock.unlock();
    }
  }

  void add(Proof entry, String provider) {
    lock.lock();
    try {
      proofs.put(entry, provider);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return proofs.size();
    } finally {
      lock.unlock();
    }
  }
}
