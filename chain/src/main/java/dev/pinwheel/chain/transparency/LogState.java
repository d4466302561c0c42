package dev.pinwheel.chain.transparency;

import java.time.Instant;
import java.util.Locale;

/**
 * What the list says of a log.
 *
 * @param since when it entered the state
 */
record LogState(Kind kind, Instant since) {

  /** The states of version 3 of the list. */
  enum Kind {
    PENDING,
    QUALIFIED,
    USABLE,
    READONLY,
    RETIRED,
    REJECTED;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the log is one on which a certificate may rest today. */
  boolean isTrusted() {
    return switch (kind) {
      case QUALIFIED, USABLE, READONLY -> true;
      case PENDING, RETIRED, REJECTED -> false;
    };
  }

  /** Whether an SCT of this instant counts: what a log signed before it was retired, it logged. */
  boolean counts(Instant timestamp) {
    return isTrusted() || (kind == Kind.RETIRED && timestamp.isBefore(since));
  }
}
