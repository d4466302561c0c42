package dev.pinwheel.executor.platform;

import dev.pinwheel.runtime.config.Secret;

/** What came of asking for a token. */
public sealed interface TokenAnswer {

  /** A token that is good for a while. */
  record Granted(Secret token) implements TokenAnswer {}

  /** None, and what to do about it: try again later, or give up. */
  record NotGranted(Reaction reaction) implements TokenAnswer {}
}
