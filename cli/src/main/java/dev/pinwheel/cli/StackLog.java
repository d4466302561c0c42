package dev.pinwheel.cli;

import dev.pinwheel.runtime.service.LogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the log of everything that a local stack runs in this process goes. */
final class StackLog {

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Log of every stage. Default: target/pinwheel.log in the project's folder.")
  private Path file;

  /** Must come before anything is started. */
  void open(PrintWriter err) throws IOException {
    Path log =
        file == null
            ? Path.of(System.getProperty("pinwheel.home", "."), "target", "pinwheel.log")
            : file;
    LogFile.begin(log);
    err.println("Log: " + log);
  }
}
