package dev.pinwheel.stack.demo;

/** How a rotation of the demo has to end. */
sealed interface Expectation {

  /** The platform is changed. */
  record Applied() implements Expectation {}

  /** The platform holds the pins already. */
  record AlreadyApplied() implements Expectation {}

  /** The chain is refused with this code among its violations. */
  record Refused(String code) implements Expectation {}

  /** The platform makes it impossible, with this code. */
  record Failed(String code) implements Expectation {}
}
