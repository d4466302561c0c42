package dev.pinwheel.executor.traffic;

/** A handling's right to call. Thread-safe where the gate is. */
public interface Pass extends AutoCloseable {

  /** For calls that no reservation was made for. */
  Pass UNCOUNTED =
      new Pass() {
        @Override
        public void call() {}

        @Override
        public void close() {}
      };

  /** A call is about to be sent; calls beyond the reserved ones make later handlings wait. */
  void call();

  /** Gives back what was reserved and not used. */
  @Override
  void close();
}
