package dev.pinwheel.executor.platform;

/** Calls of one organisation in one region, authorised, each answered by what to do about it. */
@FunctionalInterface
public interface PlatformCalls {

  /**
   * Makes a call; waits no longer than the request timeout of each exchange that it takes.
   *
   * @return any reaction but {@link Reaction.Unauthorized}, which is dealt with before
   */
  Reaction call(PlatformRequest request) throws InterruptedException;
}
