package dev.pinwheel.cli;

/** No broker can be talked to with these settings; the message says why. */
final class ClusterUnusableException extends RuntimeException {

  ClusterUnusableException(String why) {
    super(why);
  }
}
