package dev.pinwheel.runtime.service;

import java.io.Console;

/** Whether a person reads what this process prints. */
final class Terminal {

  private Terminal() {}

  /**
   * Up to Java 21 there is a console only on a terminal; since Java 22 it is always there and must
   * be asked.
   */
  @SuppressWarnings("SystemConsoleNull") // null on Java 21, which this code also runs on
  static boolean present() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Console.isTerminal is public and throws nothing", e);
    }
  }
}
