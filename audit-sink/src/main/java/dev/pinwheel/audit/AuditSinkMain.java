package dev.pinwheel.audit;

import dev.pinwheel.runtime.service.ServiceLauncher;

/** Runs the audit sink as a process of its own. */
public final class AuditSinkMain {

  private AuditSinkMain() {}

  public static void main(String[] arguments) {
    System.exit(ServiceLauncher.run(AuditSinkDefinition.definition(), arguments));
  }
}
