package dev.pinwheel.executor.rotation;

import dev.pinwheel.schemas.Violation;
import java.util.List;
import java.util.Optional;

/**
 * A rotation's end without success.
 *
 * @param code which failure
 * @param message what happened this time, in words for an operator, without secrets
 * @param trail the platform's answer that it comes from; {@link Trail#NONE} where there was none
 * @param violations the rules that explain it, where the platform's words name them
 */
public record Failure(FailureCode code, String message, Trail trail, List<Violation> violations) {

  public Failure {
    violations = List.copyOf(violations);
  }

  /** A failure that no rule explains. */
  public Failure(FailureCode code, String message, Trail trail) {
    this(code, message, trail, List.of());
  }

  public static Failure of(FailureCode code, String message) {
    return new Failure(code, message, Trail.NONE);
  }

  /**
   * What the platform's support needs to find a call.
   *
   * @param status HTTP status; empty where no answer came
   * @param requestId the platform's id of the call; empty where it gave none
   */
  public record Trail(Optional<Integer> status, Optional<String> requestId) {
    public static final Trail NONE = new Trail(Optional.empty(), Optional.empty());
  }
}
