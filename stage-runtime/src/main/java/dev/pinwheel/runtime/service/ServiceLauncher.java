package dev.pinwheel.runtime.service;

import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Turns a definition into a process, or into a part of one. */
public final class ServiceLauncher {

  private ServiceLauncher() {}

  /**
   * Runs a service as this process until SIGTERM. Arguments: an optional properties file, or {@code
   * --help}. SIGTERM ends the process with status 0 without a return from here.
   *
   * @return exit status: 0 after help, 1 after a failure, 2 for wrong settings or usage
   */
  public static int run(ServiceDefinition definition, String... arguments) {
    return new ServiceProcess(definition, System.getenv(), System.out, System.err)
        .run(Clock.systemUTC(), new SecureRandom(), arguments);
  }

  /**
   * Starts a service inside this process, for the local stack; the caller closes it. The
   * environment is looked at for {@code env:NAME} secrets only.
   *
   * @param settings named as in a file
   * @throws ServiceFailedException where the service cannot start
   */
  public static RunningService start(ServiceDefinition definition, Map<String, String> settings)
      throws InvalidSettingsException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment
        .keySet()
        .removeIf(name -> name.startsWith("PINWHEEL_") && !settings.containsValue("env:" + name));
    return ServiceWithAdminPort.start(
        definition,
        Settings.read(CommonKeys.with(definition), settings, environment),
        Clock.systemUTC(),
        new SecureRandom());
  }
}
