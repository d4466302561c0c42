package dev.pinwheel.requests.http;

/** Ends a request with a problem as its answer. */
final class ProblemException extends Exception {

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.code() + ": " + problem.detail());
    this.problem = problem;
  }

  ProblemException(Problem problem, Throwable cause) {
    super(problem.code() + ": " + problem.detail(), cause);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
