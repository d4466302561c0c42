package dev.pinwheel.requests;

import dev.pinwheel.runtime.service.ServiceDefinition;
import dev.pinwheel.schemas.Topics;
import java.util.function.Consumer;

/** The intake as a process. */
public final class RotationRequestsDefinition {

  private RotationRequestsDefinition() {}

  public static ServiceDefinition definition() {
    return definition(service -> {});
  }

  /**
   * The same, for a process that wants to know the port that the system chose.
   *
   * @param made is given the service before it starts
   */
  public static ServiceDefinition definition(Consumer<RotationRequestsService> made) {
    return new ServiceDefinition(
        Topics.ROTATION_REQUESTS,
        RotationRequestsConfig.KEYS,
        (settings, environment) -> {
          RotationRequestsService service =
              new RotationRequestsService(RotationRequestsConfig.of(settings), environment);
          made.accept(service);
          return service;
        });
  }
}
