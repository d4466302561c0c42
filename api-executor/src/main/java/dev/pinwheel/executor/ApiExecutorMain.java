package dev.pinwheel.executor;

import dev.pinwheel.runtime.service.ServiceLauncher;

/** Runs the executor as a process. */
public final class ApiExecutorMain {

  private ApiExecutorMain() {}

  public static void main(String[] arguments) {
    System.exit(ServiceLauncher.run(ApiExecutorDefinition.definition(), arguments));
  }
}
