package dev.pinwheel.stack.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The faults that are switched on. A call suffers the first one that matches and has hits left, and
 * no other; so three faults of one hit each make three calls in a row misbehave in that order.
 */
public final class FaultPlan {

  /** {@link PlannedFault#times} of a fault that stays until it is cleared. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private final Set<FaultType> playable;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock; used-up faults stay, so that their hits can be read.
  private final List<PlannedFault> faults = new ArrayList<>();

  /**
   * A plan without faults.
   *
   * @param playable the types that the simulator can play
   */
  public FaultPlan(Set<FaultType> playable) {
    this.playable = Set.copyOf(playable);
  }

  /**
   * Switches a fault on, behind those that are on already.
   *
   * @param times how many calls it is for, from 1
   * @throws IllegalArgumentException where the simulator has nothing like it
   */
  public void add(FaultMatch match, Fault fault, long times) {
    if (!canPlay(fault)) {
      throw new IllegalArgumentException(fault.type() + " has no meaning in this simulator");
    }
    if (times < 1) {
      throw new IllegalArgumentException("a fault is for at least one call, not " + times);
    }
    lock.lock();
    try {
      faults.add(new PlannedFault(match, fault, times, 0));
    } finally {
      lock.unlock();
    }
  }

  boolean canPlay(Fault fault) {
    return playable.contains(fault.type());
  }

  /** Takes the fault that a call of a type in {@code possible} suffers, if there is one. */
  public Optional<Fault> take(
      String method, String path, Optional<String> targetId, Set<FaultType> possible) {
    lock.lock();
    try {
      for (int i = 0; i < faults.size(); i++) {
        PlannedFault planned = faults.get(i);
        if (planned.hits() < planned.times()
            && possible.contains(planned.fault().type())
            && planned.match().matches(method, path, targetId)) {
          faults.set(i, planned.hit());
          return Optional.of(planned.fault());
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  public List<PlannedFault> list() {
    lock.lock();
    try {
      return List.copyOf(faults);
    } finally {
      lock.unlock();
    }
  }

  public void clear() {
    lock.lock();
    try {
      faults.clear();
    } finally {
      lock.unlock();
    }
  }
}
