package dev.pinwheel.embedded;

import java.io.IOException;

/** Ends a child process when the one that started it is gone: its standard input closes then. */
final class ParentWatch {

  private ParentWatch() {}

  static void start() {
    Thread.ofPlatform().daemon().name("parent-watch").start(ParentWatch::exitWithParent);
  }

  private static void exitWithParent() {
    try {
      while (System.in.read() != -1) {
        // nothing is ever written; the parent only holds the other end
      }
    } catch (IOException e) {
      System.err.println("standard input failed: " + e);
    }
    System.exit(0);
  }
}
