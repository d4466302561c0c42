package dev.pinwheel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An operating system process that this one started and ends. Its output goes to a file. A shutdown
 * hook ends it when this process ends without closing it; Java programs started by {@link #java}
 * also end by themselves when their standard input closes, which covers a killed parent.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(20);

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread hook;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.hook = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts a command; what it prints is appended to the log file. */
  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name + ": " + command.getFirst(), e);
    }
  }

  /** Starts a Java program in this process's Java, on a class path that need not be its own. */
  public static ChildProcess java(
      String name,
      String classPath,
      List<String> options,
      List<String> program,
      Map<String, String> environment,
      Path log) {
    List<String> command =
        Stream.of(List.of(javaCommand()), options, program).flatMap(List::stream).toList();
    Map<String, String> withClassPath = new java.util.HashMap<>(environment);
    withClassPath.put("CLASSPATH", classPath);
    return start(name, command, withClassPath, log);
  }

  /** The java command of this process. */
  public static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end of the process and returns its exit status; empty after the time is over. */
  public java.util.OptionalInt exitStatus(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
        ? java.util.OptionalInt.of(process.exitValue())
        : java.util.OptionalInt.empty();
  }

  /** SIGKILL: the process gets no chance to do anything. Returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(30));
  }

  /** SIGTERM without waiting. */
  public void terminate() {
    process.destroy();
  }

  /** SIGSTOP: the process keeps its sockets and does nothing. */
  public void freeze() {
    signal("-STOP");
  }

  /** SIGCONT: the end of {@link #freeze}. */
  public void thaw() {
    signal("-CONT");
  }

  /** What the process printed so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the output of " + name, e);
    }
  }

  /** Closes its standard input, asks it to end, and ends it after 20 s. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy(); // its standard input is gone with it
    }
    process.destroy();
    if (!await(GRACE)) {
      kill();
    }
    forgetHook();
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // this process is ending: the hook runs, and finds nothing to do
    }
  }

  private boolean await(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", signal, Long.toString(pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill " + signal + " failed for " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
