package dev.pinwheel.validator.fetch;

import java.time.Instant;

/** A value that may be another one later. */
@FunctionalInterface
public interface Reloaded<T> {

  /** The value that counts at an instant. */
  T at(Instant now);

  /** One that never changes. */
  static <T> Reloaded<T> never(T value) {
    return now -> value;
  }
}
