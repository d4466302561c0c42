package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.simulator.Journal;
import dev.pinwheel.stack.simulator.genesys.Authorisation.Admitted;
import dev.pinwheel.stack.simulator.genesys.Authorisation.TurnedAway;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.Replies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Edges, what they make of their trunks' registrations, and the audit trail of it. */
final class EdgeRegistrations {

  private static final int KEPT = 1_000;
  private static final String EDGES = "/api/v2/telephony/providers/edges/";
  static final String TRUNKS = EDGES + "{edge}/trunks/{id}";

  private final Map<String, Edge> edges = new ConcurrentHashMap<>();
  private final Resources<EdgeTrunk> trunks;
  private final Journal<Entry> audit = new Journal<>(KEPT);

  /** One {@code certificateValidationFailed}. */
  private record Entry(String trunkId, String hash, String reason, Instant at) {}

  EdgeRegistrations(Resources<EdgeTrunk> trunks) {
    this.trunks = trunks;
  }

  void add(Edge edge) {
    edges.put(edge.id(), edge);
  }

  List<ApiCall> calls(Authorisation authorisation) {
    Set<String> scope = Set.of("trunk:admin");
    return List.of(
        new ApiCall(
            "GET",
            EDGES + "{edge}",
            Optional.empty(),
            Set.of(),
            call ->
                admitted(
                    authorisation,
                    call,
                    scope,
                    () -> edge(call).map(EdgeRegistrations::shown).orElse(missing(call)))),
        ApiCall.of(
            "POST",
            TRUNKS + "/register",
            TargetKind.EDGE_TRUNK,
            call ->
                admitted(
                    authorisation, call, scope, () -> ofTrunk(call, it -> register(call, it)))),
        ApiCall.of(
            "GET",
            TRUNKS + "/auditTrail",
            TargetKind.EDGE_TRUNK,
            call ->
                admitted(
                    authorisation,
                    call,
                    scope,
                    () -> ofTrunk(call, it -> trail(it.current().id())))));
  }

  private static Reply admitted(
      Authorisation authorisation,
      OngoingCall call,
      Set<String> scopes,
      java.util.function.Supplier<Reply> served) {
    return switch (authorisation.check(call, scopes)) {
      case TurnedAway away -> away.reply();
      case Admitted admitted -> served.get().with(admitted.rateHeaders());
    };
  }

  /**
   * The edge says "Invalid credentials" and no more, whatever is wrong; only what is wrong with a
   * certificate is in the audit trail.
   */
  private Reply register(OngoingCall call, StoredResource<EdgeTrunk> stored) {
    EdgeTrunk trunk = stored.current();
    Optional<String> refusal = trunk.chain().flatMap(bundle -> refusal(trunk, bundle, call.at()));
    refusal.ifPresent(
        reason ->
            audit.add(
                new Entry(
                    trunk.id(),
                    trunk.chain().map(CertificateChain::leafPin).orElse(""),
                    reason,
                    call.at())));
    boolean sameGroup =
        edge(call).filter(edge -> edge.groupId().equals(trunk.place().groupId())).isPresent();
    if (refusal.isPresent() || !trunk.status().equals("Active") || !sameGroup) {
      return PlatformErrors.of(403, "forbidden", "Invalid credentials", call.contextId());
    }
    stored.settle(current -> current.registering(call.at()));
    return Replies.json(202, Replies.JSON.createObjectNode().put("status", "REGISTERING"));
  }

  private static Optional<String> refusal(EdgeTrunk trunk, CertificateChain bundle, Instant now) {
    if (trunk.behaviour().refusal().isPresent()) {
      return trunk.behaviour().refusal();
    }
    if (bundle.certificates().size() == 1) {
      return Optional.of("incomplete chain: the bundle holds the leaf alone");
    }
    boolean expired =
        bundle.certificates().stream().anyMatch(it -> it.getNotAfter().toInstant().isBefore(now));
    if (expired) {
      return Optional.of("expired certificate in the bundle");
    }
    var last = bundle.certificates().getLast();
    boolean hasRoot = last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
    return trunk.behaviour().needsRoot() && !hasRoot
        ? Optional.of("unknown root: a private authority's root has to be in the bundle")
        : Optional.empty();
  }

  private Reply trail(String trunkId) {
    ObjectNode body = Replies.JSON.createObjectNode();
    ArrayNode entries = body.putArray("entries");
    audit.entries().stream()
        .filter(entry -> entry.trunkId().equals(trunkId))
        .forEach(
            entry ->
                entries
                    .addObject()
                    .put("event", "certificateValidationFailed")
                    .put("certificateHash", entry.hash())
                    .put("reason", entry.reason())
                    .put("timestamp", entry.at().toString()));
    return Replies.json(200, body);
  }

  /** The trunk that the path names, on the edge that it names. */
  private Reply ofTrunk(OngoingCall call, Function<StoredResource<EdgeTrunk>, Reply> served) {
    return call.request()
        .id()
        .flatMap(trunks::find)
        .filter(
            stored ->
                stored.current().place().id().equals(call.request().pathParameters().get("edge")))
        .map(served)
        .orElseGet(() -> missing(call));
  }

  private Optional<Edge> edge(OngoingCall call) {
    return Optional.ofNullable(call.request().pathParameters().get("edge")).map(edges::get);
  }

  private static Reply missing(OngoingCall call) {
    return PlatformErrors.ofStatus(404, call.contextId());
  }

  private static Reply shown(Edge edge) {
    return Replies.json(
        200,
        Replies.JSON
            .createObjectNode()
            .put("id", edge.id())
            .put("region", edge.region())
            .put("edgeGroupId", edge.groupId()));
  }
}
