package dev.pinwheel.stack;

/**
 * Loopback ports; 0 lets the system choose.
 *
 * @param requests HTTP intake
 * @param platform Genesys Cloud simulator
 * @param pkiManager PKI manager simulator
 */
public record StackPorts(
    int kafka, int registry, int database, int requests, int platform, int pkiManager) {

  /** Every port chosen by the system. */
  public static StackPorts any() {
    return new StackPorts(0, 0, 0, 0, 0, 0);
  }

  public StackPorts withRequests(int port) {
    return new StackPorts(kafka, registry, database, port, platform, pkiManager);
  }
}
