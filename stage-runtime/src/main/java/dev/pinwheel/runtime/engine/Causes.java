package dev.pinwheel.runtime.engine;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks through an exception and what caused it; clients wrap at will. */
public final class Causes {

  private static final int DEEPEST = 20;

  private Causes() {}

  public static boolean any(Throwable failure, Predicate<Throwable> condition) {
    return outermostFirst(failure).anyMatch(condition);
  }

  public static boolean any(Throwable failure, Class<? extends Throwable> kind) {
    return any(failure, kind::isInstance);
  }

  /** The outermost of a kind. */
  public static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> kind) {
    return outermostFirst(failure).filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static Stream<Throwable> outermostFirst(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
  }
}
