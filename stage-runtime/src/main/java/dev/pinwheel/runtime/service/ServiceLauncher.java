package dev.pinwheel.runtime.service;

import dev.pinwheel.runtime.config.InvalidSettingsException;
import java.util.Map;

/** Turns a definition into a process, or into a part of one. */
public final class ServiceLauncher {

  private ServiceLauncher() {}

  /**
   * Runs a service as this process until SIGTERM. Arguments: an optional properties file.
   *
   * @return exit status: 0 after a clean stop, 1 after a failure, 2 for wrong settings or usage
   */
  public static int run(ServiceDefinition definition, String... arguments) {
    throw new UnsupportedOperationException();
  }

  /** Starts a service inside this process, for the local stack; the caller closes it. */
  public static RunningService start(ServiceDefinition definition, Map<String, String> settings)
      throws InvalidSettingsException {
    throw new UnsupportedOperationException();
  }
}
