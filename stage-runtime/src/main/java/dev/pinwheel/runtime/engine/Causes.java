package dev.pinwheel.runtime.engine;

import java.util.function.Predicate;

/** Looks through an exception and what caused it; clients wrap at will. */
public final class Causes {

  private static final int DEEPEST = 20;

  private Causes() {}

  public static boolean any(Throwable failure, Predicate<Throwable> condition) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (condition.test(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  public static boolean any(Throwable failure, Class<? extends Throwable> kind) {
    return any(failure, kind::isInstance);
  }
}
