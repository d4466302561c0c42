package dev.pinwheel.runtime.service;

import ch.qos.logback.classic.LoggerContext;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.config.SettingsFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service as a process: arguments, settings, signals and exit status. */
final class ServiceProcess {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

  /** How soon a service that only a restart helps ends the process. */
  private static final Duration HEALTH_LOOKED_AT = Duration.ofMillis(500);

  /** Promise G12. */
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

  private final ServiceDefinition definition;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  ServiceProcess(
      ServiceDefinition definition,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err) {
    this.definition = definition;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  int run(Clock clock, RandomGenerator random, String... arguments) {
    List<String> given = List.of(arguments);
    if (given.contains("--help") || given.contains("-h")) {
      out.print(usage() + "\n" + Settings.describe(CommonKeys.with(definition)));
      return DONE;
    }
    if (given.size() > 1 || given.stream().anyMatch(argument -> argument.startsWith("-"))) {
      err.print(usage());
      return WRONG_USAGE;
    }
    try {
      Settings settings = settings(given);
      if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
        loggers.putProperty("service", definition.name());
      }
      return runUntilStopped(settings, clock, random);
    } catch (InvalidSettingsException e) {
      err.println(definition.name() + " cannot start with these settings:");
      e.faults().forEach(fault -> err.println("  " + fault));
      return WRONG_USAGE;
    } catch (ServiceFailedException e) {
      LOG.error("{} failed", definition.name(), e);
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private String usage() {
    return "Usage: "
        + definition.name()
        + " [SETTINGS.properties]\n"
        + "Settings come from the file and from PINWHEEL_ environment variables, which win.\n"
        + "Logging: PINWHEEL_LOG_LEVEL, PINWHEEL_LOG_FORMAT=json|text.\n";
  }

  private Settings settings(List<String> arguments) throws InvalidSettingsException {
    List<String> faults = new ArrayList<>(LogSettings.faults(environment));
    SettingsFile file = SettingsFile.of(Map.of());
    if (!arguments.isEmpty()) {
      Path path = Path.of(arguments.getFirst());
      try {
        file = SettingsFile.read(path);
      } catch (IOException e) {
        String why = Files.exists(path) ? "cannot be read as UTF-8 text" : "does not exist";
        faults.add("the settings file " + path + " " + why);
      }
    }
    try {
      Settings settings = Settings.read(CommonKeys.with(definition), file, environment);
      if (faults.isEmpty()) {
        return settings;
      }
    } catch (InvalidSettingsException e) {
      faults.addAll(e.faults());
    }
    throw new InvalidSettingsException(faults);
  }

  /**
   * Starts, and waits for SIGTERM or for a service that only a restart helps. A process that a
   * signal ends has the signal's status unless the hook halts it, and a clean stop is to be status
   * 0. Before the service has started there is nothing yet that could be lost.
   */
  private int runUntilStopped(Settings settings, Clock clock, RandomGenerator random)
      throws InvalidSettingsException {
    CountDownLatch stopping = new CountDownLatch(1);
    AtomicReference<RunningService> started = new AtomicReference<>();
    Thread hook =
        new Thread(
            () -> {
              stopping.countDown();
              LOG.info("{} stops", definition.name());
              RunningService running = started.get();
              boolean clean = running == null || closedInTime(running);
              Runtime.getRuntime().halt(clean ? DONE : FAILED);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    RunningService running = null;
    try {
      running = ServiceWithAdminPort.start(definition, settings, clock, random);
      started.set(running);
      LOG.info("{} started, admin port at {}", running.name(), running.admin());
      while (running.health().live()) {
        if (stopping.await(HEALTH_LOOKED_AT.toMillis(), TimeUnit.MILLISECONDS)) {
          hook.join();
        }
      }
      LOG.error("{} gives up: {}", running.name(), running.health().detail());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (stopping.getCount() > 0) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
    closedInTime(running);
    return FAILED;
  }

  private static boolean closedInTime(RunningService running) {
    Thread closing = Thread.ofPlatform().daemon().name("close").unstarted(running::close);
    boolean[] failed = new boolean[1];
    closing.setUncaughtExceptionHandler(
        (thread, e) -> {
          failed[0] = true;
          LOG.error("{} did not stop cleanly", running.name(), e);
        });
    closing.start();
    try {
      if (closing.join(STOPS_WITHIN)) {
        return !failed[0];
      }
      LOG.error("{} did not stop within {}", running.name(), STOPS_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
