package dev.pinwheel.benchmarks.engine;

import dev.pinwheel.embedded.ChildProcess;
import dev.pinwheel.embedded.TemporaryFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the programs that the engine benchmark compares, run as a process: every program starts as
 * cold as the others and has its own class path.
 *
 * @param name in the report
 * @param extra its last arguments
 */
record Program(String name, String classPath, String main, List<String> extra) {

  private static final List<String> OPTIONS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
  private static final Pattern RESULT =
      Pattern.compile("(?m)^records=(\\d+) nanos=(\\d+) cpu=(\\d+)$");

  /**
   * Runs it to its end.
   *
   * @param arguments what every program takes
   * @return what it printed
   */
  Result run(List<String> arguments, Duration limit) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(main));
    command.addAll(arguments);
    command.addAll(extra);
    try (TemporaryFolder folder = TemporaryFolder.create("pinwheel-benchmark-");
        ChildProcess process =
            ChildProcess.java(
                name,
                classPath,
                OPTIONS,
                command,
                Map.of("PINWHEEL_LOG_LEVEL", "WARN"),
                folder.path().resolve("output.log"))) {
      OptionalInt status = process.exitStatus(limit);
      if (status.isEmpty() || status.getAsInt() != 0) {
        throw new IllegalStateException(
            "%s: %s\n%s"
                .formatted(
                    name,
                    status.isEmpty() ? "not done after " + limit : "exit status " + status,
                    process.output()));
      }
      return Result.of(process.output());
    }
  }

  /**
   * What a program found out about itself.
   *
   * @param perSecond records handled in a second
   * @param cpuMicros processor time of the program, without the broker's, for each record
   */
  record Result(double perSecond, double cpuMicros) {

    /** Reads what a program printed. */
    static Result of(String output) {
      Matcher result = RESULT.matcher(output);
      if (!result.find()) {
        throw new IllegalStateException("the program printed no result:\n" + output);
      }
      double records = Long.parseLong(result.group(1));
      return new Result(
          records * 1e9 / Long.parseLong(result.group(2)),
          Long.parseLong(result.group(3)) / 1e3 / records);
    }
  }
}
