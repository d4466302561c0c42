package dev.pinwheel.executor.preflight;

import java.util.List;

/** All that was looked at before anything is changed. */
public record PreflightReport(List<Check> checks, List<TargetStanding> targets) {

  public PreflightReport {
    checks = List.copyOf(checks);
    targets = List.copyOf(targets);
  }

  /** Whether nothing failed; what is unknown may still fail later. */
  public boolean isGood() {
    return checks.stream().noneMatch(check -> check.status() == Check.Status.FAILED)
        && targets.stream().noneMatch(target -> target.status() == Check.Status.FAILED);
  }
}
