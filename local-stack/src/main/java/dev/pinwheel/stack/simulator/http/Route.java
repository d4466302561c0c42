package dev.pinwheel.stack.simulator.http;

/**
 * One method and path that a simulator understands.
 *
 * @param path may hold {@code {name}} for a segment and {@code <name>} for the rest of the path
 */
public record Route(String method, String path, Endpoint endpoint) {

  /** Decides what happens to a request; called on its own virtual thread. */
  @FunctionalInterface
  public interface Endpoint {
    Answer answer(IncomingRequest request);
  }
}
