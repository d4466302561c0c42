package dev.pinwheel.stack;

/** Closes what may throw anything. */
final class Closing {

  private Closing() {}

  static void close(AutoCloseable service) {
    try {
      service.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close " + service, e);
    }
  }
}
