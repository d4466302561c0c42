package dev.pinwheel.stack.demo;

import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.demo.Expectation.Applied;
import dev.pinwheel.stack.demo.Expectation.Failed;
import dev.pinwheel.stack.demo.Expectation.Refused;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.genesys.ByocTrunk;
import dev.pinwheel.stack.simulator.genesys.Edge;
import dev.pinwheel.stack.simulator.genesys.EdgeTrunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The demo's trunks: to carriers and of an edge, and what stands in the way of some. */
final class DemoTrunks {

  private static final Edge LONDON = new Edge("edge-london", DemoPlan.REGION, "london");
  private static final int PAIRS = 4;
  private static final int EDGE_TRUNKS = 6;

  private final DemoPki pki;
  private final List<PlannedRotation> rotations = new ArrayList<>();
  private final List<ByocTrunk> byocTrunks = new ArrayList<>();
  private final List<EdgeTrunk> edgeTrunks = new ArrayList<>();

  DemoTrunks(DemoPki pki) {
    this.pki = pki;
    for (int pair = 1; pair <= PAIRS; pair++) {
      String trunk = "byoc-%d".formatted(pair);
      String pool = "byoc-%d-pool".formatted(pair);
      byoc(trunk, "a trunk and its failover pool", it -> it.withPeers(pool), new Applied());
      byoc(pool, "a trunk and its failover pool", it -> it.withPeers(trunk), new Applied());
    }
    byocInTrouble();
    for (int number = 1; number <= EDGE_TRUNKS; number++) {
      edge("edge-trunk-%d".formatted(number), "re-registration", it -> it, new Applied());
    }
    edgeInTrouble();
  }

  List<PlannedRotation> rotations() {
    return rotations;
  }

  void create(GenesysCloudSimulator platform) {
    byocTrunks.forEach(platform::add);
    platform.add(LONDON);
    edgeTrunks.forEach(platform::add);
  }

  private void byocInTrouble() {
    byoc(
        "byoc-other-template",
        "another issuer in the platform's template",
        it -> it.withRequiredIssuer("Carrier Policy CA"),
        new Failed("COMPLIANCE_TLS_CERT_MISMATCH"));
    byoc(
        "byoc-bound",
        "bound to the old hash in the failover window",
        it ->
            it.withPeers("byoc-bound-pool")
                .withFailover(true, it.chain().map(chain -> chain.leafPin())),
        new Failed("FAILOVER_BOUND_TO_OLD_CERTIFICATE"));
    byocTrunks.add(
        ByocTrunk.serving("byoc-bound-pool", DemoPlan.REGION, pki.served("byoc-bound-pool")));
    byoc(
        "byoc-sick",
        "a trunk that does not become healthy again",
        it -> it.withHealth(ByocTrunk.Health.NEVER_RETURNS),
        new Failed("TRUNK_HEALTH_NOT_RETURNED"));
    // The carrier pushes the leaf alone; the chain is completed before it gets anywhere.
    plan(
        TargetKind.BYOC_TRUNK,
        "byoc-short",
        "a carrier's missing intermediate",
        pki.good("byoc-short").pem(),
        new Applied());
    byocTrunks.add(ByocTrunk.serving("byoc-short", DemoPlan.REGION, pki.served("byoc-short")));
  }

  private void edgeInTrouble() {
    plan(
        TargetKind.EDGE_TRUNK,
        "edge-rootless",
        "a private root left out",
        pki.good("edge-rootless").chainPem(),
        new Refused("ROOT_NOT_IN_BUNDLE"));
    edge(
        "edge-pending",
        "a trunk that is not active",
        it -> it.withStatus("Pending"),
        new Failed("TRUNK_NOT_ACTIVE"));
    edge(
        "edge-elsewhere",
        "another edge group",
        it -> it.withPlace(DemoPlan.REGION, "frankfurt"),
        new Failed("EDGE_GROUP_MISMATCH"));
    edge(
        "edge-refusing",
        "a registration that is refused",
        it -> it.withBehaviour(EdgeTrunk.Behaviour.refusing("commonName mismatch")),
        new Failed("TRUNK_REGISTRATION_REFUSED"));
  }

  private void byoc(
      String id, String story, UnaryOperator<ByocTrunk> trouble, Expectation expectation) {
    byocTrunks.add(trouble.apply(ByocTrunk.serving(id, DemoPlan.REGION, pki.served(id))));
    plan(TargetKind.BYOC_TRUNK, id, story, pki.good(id).chainPem(), expectation);
  }

  private void edge(
      String id, String story, UnaryOperator<EdgeTrunk> trouble, Expectation expectation) {
    edgeTrunks.add(
        trouble.apply(
            EdgeTrunk.serving(id, LONDON, pki.served(id))
                .withBehaviour(EdgeTrunk.Behaviour.PRIVATE_AUTHORITY)));
    plan(TargetKind.EDGE_TRUNK, id, story, pki.good(id).fullChainPem(), expectation);
  }

  private void plan(
      TargetKind kind, String id, String story, String chain, Expectation expectation) {
    Target target =
        Target.newBuilder()
            .setKind(kind)
            .setRegion(DemoPlan.REGION)
            .setId(id)
            .setEdgeId(kind == TargetKind.EDGE_TRUNK ? LONDON.id() : null)
            .build();
    rotations.add(
        new PlannedRotation(
            story,
            false,
            EventIds.of("demo/" + id),
            target,
            chain,
            List.of(),
            DemoPlan.DEFAULT,
            Optional.empty(),
            expectation));
  }
}
