package dev.pinwheel.stack.simulator.genesys;

/** An edge: where its trunks have to be. */
public record Edge(String id, String region, String groupId) {
  public Edge {
    ResourceIds.check(id);
  }
}
