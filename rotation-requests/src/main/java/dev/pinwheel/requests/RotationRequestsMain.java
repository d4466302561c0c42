package dev.pinwheel.requests;

import dev.pinwheel.runtime.service.ServiceLauncher;

/** Runs the intake. */
public final class RotationRequestsMain {

  private RotationRequestsMain() {}

  public static void main(String[] arguments) {
    System.exit(ServiceLauncher.run(RotationRequestsDefinition.definition(), arguments));
  }
}
