package dev.pinwheel.validator;

import dev.pinwheel.runtime.service.ServiceLauncher;

/** Runs the chain validator as this process. */
public final class ChainValidatorMain {

  private ChainValidatorMain() {}

  public static void main(String[] arguments) {
    System.exit(ServiceLauncher.run(ChainValidatorDefinition.definition(), arguments));
  }
}
