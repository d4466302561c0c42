package dev.pinwheel.stack.simulator.tls;

import dev.pinwheel.schemas.PinObserved;
import java.util.concurrent.CompletableFuture;

/** Where a sensor's observations go. */
@FunctionalInterface
public interface PinObservations {

  /** Completes once the observation is safe, or with why it is not. */
  CompletableFuture<Void> publish(PinObserved observation);
}
