package dev.pinwheel.testing.promise;

import java.util.List;

/** One thing that Pinwheel promises, as a check that any run can be put under. */
public interface Promise {

  /** Its number, such as G1. */
  String number();

  /** What is promised, in a sentence. */
  String sentence();

  /** Every way in which the run broke the promise; empty where it was kept. */
  List<String> breaches(Evidence evidence);
}
