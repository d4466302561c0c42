package dev.pinwheel.executor.rotation;

/** What to do about a target, given what it holds now. */
public sealed interface Decision {

  /** Write; these are the pins that it shall hold. */
  record Write(PinSet pins) implements Decision {}

  /** It holds them: nothing is to be written (promise G4). */
  record AlreadyApplied(PinSet pins) implements Decision {}

  /** Nothing may be written. */
  record Refuse(Failure failure) implements Decision {}
}
