package dev.pinwheel.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.benchmarks.BuildFolder;
import dev.pinwheel.runtime.service.LogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every command has: how its report is printed. */
public final class Output {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description = "Print the report as one JSON object; progress goes to standard error.")
  private boolean json;

  /**
   * Sends what the measured parts log to {@code target/benchmarks.log}. Must come before they
   * start.
   */
  public void logToFile() {
    Path log = BuildFolder.target().resolve("benchmarks.log");
    try {
      LogFile.begin(log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot begin a new log in " + log, e);
    }
  }

  /** Tells what is being done. */
  public void say(String progress) {
    PrintWriter err = command.commandLine().getErr();
    err.println("… " + progress);
    err.flush();
  }

  public void print(Report report) {
    command.commandLine().getOut().println(json ? json(report) : ReportText.of(report));
  }

  private static String json(Report report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that cannot be written as JSON", e);
    }
  }
}
