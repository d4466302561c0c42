package dev.pinwheel.cli;

/** Exit statuses of the pinwheel command. */
final class ExitStatus {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int REFUSED = 3;

  private ExitStatus() {}

  static int of(Throwable failure) {
    return failure instanceof WrongUsageException ? WRONG_USAGE : FAILED;
  }
}
