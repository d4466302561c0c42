package dev.pinwheel.executor.target;

import dev.pinwheel.executor.platform.Reaction;

/** What came of reading a target. */
public sealed interface Reading<S> {

  /** This is what the platform holds. */
  record Found<S>(S state) implements Reading<S> {}

  /** It could not be read; the reaction is never {@link Reaction.Done}. */
  record NotRead<S>(Reaction reaction) implements Reading<S> {}
}
