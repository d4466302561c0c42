package dev.pinwheel.audit.entry;

/** The closed set of what can be wrong with a log. */
public enum Fault {
  /** One or more entries are gone before this one. */
  MISSING,
  /** An entry stands where its number does not belong: moved, inserted or doubled. */
  OUT_OF_ORDER,
  /** The entry's contents do not give its own hash. */
  CHANGED,
  /** The entry does not name the hash of the entry before it. */
  NOT_LINKED,
  /** The log ends before a head that was known. */
  TRUNCATED,
  /** The log goes as far as a head that was known, but with another hash there. */
  REWRITTEN,
  /** What stands there is no entry at all. */
  UNREADABLE
}
