package dev.pinwheel.webhook.deadletter;

import java.time.Duration;

/** Waits; tests replace it. */
@FunctionalInterface
public interface Pause {

  void take(Duration length) throws InterruptedException;
}
