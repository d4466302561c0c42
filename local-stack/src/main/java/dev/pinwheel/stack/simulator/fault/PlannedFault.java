package dev.pinwheel.stack.simulator.fault;

/**
 * A fault that was switched on.
 *
 * @param times how many calls it is for; {@link FaultPlan#UNLIMITED} until it is cleared
 * @param hits how many calls suffered it
 */
public record PlannedFault(FaultMatch match, Fault fault, long times, long hits) {

  PlannedFault hit() {
    return new PlannedFault(match, fault, times, hits + 1);
  }
}
