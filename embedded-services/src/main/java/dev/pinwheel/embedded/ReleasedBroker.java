package dev.pinwheel.embedded;

import java.lang.reflect.InvocationTargetException;

/**
 * A child process that runs a program of another Kafka release. It knows that release by the names
 * of its main classes alone: what lies behind them changes from one to the next.
 */
final class ReleasedBroker {

  static final String SERVER = "kafka.Kafka";
  static final String FORMAT = "kafka.tools.StorageTool";

  private ReleasedBroker() {}

  /**
   * Runs a program until it ends, the standard input closes or SIGTERM comes.
   *
   * @param arguments the program's main class and what it is given
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    ParentWatch.start();
    String[] own = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) own);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(arguments[0] + " failed", e.getCause());
    }
  }
}
