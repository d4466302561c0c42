package dev.pinwheel.stack.demo;

/** Is told what happens while the demo runs. */
public interface Narrator {

  /** A step is done, or begins. */
  void say(String line);

  /** How far a step is; may be called often. */
  void progress(String what, long done, long all);
}
