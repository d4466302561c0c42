package dev.pinwheel.stack.simulator.fault;

import java.util.Optional;

/**
 * Which calls a fault is for. What is empty matches everything.
 *
 * @param method such as {@code PATCH}
 * @param pathPrefix such as {@code /oauth/token}
 * @param targetId the resource's id on the platform, or the endpoint's name at the PKI manager
 */
public record FaultMatch(
    Optional<String> method, Optional<String> pathPrefix, Optional<String> targetId) {

  public static final FaultMatch ANY =
      new FaultMatch(Optional.empty(), Optional.empty(), Optional.empty());

  public static FaultMatch method(String method) {
    return new FaultMatch(Optional.of(method), Optional.empty(), Optional.empty());
  }

  public static FaultMatch path(String prefix) {
    return new FaultMatch(Optional.empty(), Optional.of(prefix), Optional.empty());
  }

  public static FaultMatch target(String id) {
    return new FaultMatch(Optional.empty(), Optional.empty(), Optional.of(id));
  }

  public FaultMatch andMethod(String name) {
    return new FaultMatch(Optional.of(name), pathPrefix, targetId);
  }

  boolean matches(String callMethod, String callPath, Optional<String> callTarget) {
    return method.stream().allMatch(callMethod::equalsIgnoreCase)
        && pathPrefix.stream().allMatch(callPath::startsWith)
        && (targetId.isEmpty() || targetId.equals(callTarget));
  }
}
