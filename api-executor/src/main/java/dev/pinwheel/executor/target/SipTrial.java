package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.Failure;

/** What came of trying a trunk's digest credentials. */
public sealed interface SipTrial {

  /** The registrar took them. */
  record Taken(String detail) implements SipTrial {}

  /** It did not, and asking again would only look like an attack. */
  record Refused(Failure failure) implements SipTrial {}

  /** Nobody knows: it cannot be reached, or has trouble of its own. */
  record NotTried(Failure failure) implements SipTrial {}
}
