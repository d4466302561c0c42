package dev.pinwheel.executor;

import dev.pinwheel.executor.platform.Organizations;
import dev.pinwheel.executor.preflight.Preflight;
import dev.pinwheel.executor.preflight.PreflightReport;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.schemas.Target;
import java.util.List;

/** A preflight with an executor's own settings. */
public final class PreflightRun {

  private PreflightRun() {}

  /**
   * Looks at what rotations of these targets will need; nothing is changed.
   *
   * @throws IllegalArgumentException where the settings contradict each other
   */
  public static PreflightReport run(
      Settings settings, Environment environment, List<Target> targets)
      throws InterruptedException {
    ApiExecutorConfig config = ApiExecutorConfig.of(settings);
    try (Organizations organizations =
        Organizations.of(config.organizations(), config.requestTimeout(), environment.clock())) {
      return new Preflight(
              organizations,
              ApiExecutorStage.protocols(config, environment),
              config.sipAccounts(environment),
              config.traffic(),
              environment.clock(),
              TraceContext.root(environment.random()))
          .run(targets);
    }
  }
}
