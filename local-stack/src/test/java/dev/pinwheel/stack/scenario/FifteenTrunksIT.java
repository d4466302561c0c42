package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.RequestsApi;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.genesys.ByocTrunk;
import dev.pinwheel.stack.simulator.genesys.Change;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Promises;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Fifteen trunks in two regions: seven failover pairs and a single one. One carrier leaves its
 * intermediate out, another has one that nobody knows, the platform's template refuses a third, a
 * fourth meets the rate limit, and in the middle the platform is gone for a while.
 */
final class FifteenTrunksIT {

  private static final Duration BACK = Duration.ofMillis(300);
  private static final String OHIO = "us-east-1";
  private static final String LONDON = "eu-west-2";
  private static final int CHANGES_BEFORE_THE_OUTAGE = 5;

  /** A wait that is just over is told until its handling begins. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  /** The outage, the breaker that it opens, the one 429, and a peer that is being changed. */
  private static final List<String> WHY_IT_WAITS =
      List.of(
          "PLATFORM_UNAVAILABLE",
          "BREAKER_OPEN",
          "PLATFORM_THROTTLED",
          "PLATFORM_RATE_LIMITED",
          "FAILOVER_PEER_BUSY",
          "TRUNK_HEALTH_NOT_RETURNED");

  private static final Set<String> ENDED =
      Set.of("APPLIED", "ALREADY_APPLIED", "FAILED", "REFUSED");

  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private final Map<String, String> peers = new LinkedHashMap<>();

  @Test
  void areAppliedRefusedOrWaitingAndTheStatusTellsWhich() throws Exception {
    try (ScenarioRun run =
            ScenarioRun.start(
                options ->
                    options
                        .withSetting(API_EXECUTOR, "retry.base", "100ms")
                        .withSetting(API_EXECUTOR, "retry.max", "1s")
                        .withSetting(API_EXECUTOR, "settle.limit", "20s")
                        .withSetting(API_EXECUTOR, "settle.poll", "100ms"));
        RequestsApi status =
            new RequestsApi(run.stack().requestsUrl(), run.stack().credentials().operatorToken())) {
      create(run);
      run.platform()
          .faults()
          .add(
              FaultMatch.target("LN-01").andMethod("PATCH"),
              Fault.of(FaultType.RATE_LIMIT).withRetryAfter("2"),
              1);
      run.atCall(
          call -> call.changed() && run.platform().changes().size() >= CHANGES_BEFORE_THE_OUTAGE,
          () ->
              run.platform()
                  .faults()
                  .add(FaultMatch.path("/api/v2"), Fault.status(503), FaultPlan.UNLIMITED));

      run.requests().overHttp(List.copyOf(asked.values()));

      duringTheOutage(run, status);
      run.platform().faults().clear();

      Evidence evidence = run.evidence();
      Promises.requireKept(evidence);
      assertThat(states(status)).isEqualTo(expected());
      assertPairsOneAfterTheOther(run.platform().changes());
    }
  }

  /** Nothing ends while the platform is gone; what has ended before, and what waits, is told. */
  private void duringTheOutage(ScenarioRun run, RequestsApi status) throws Exception {
    ScenarioRun.eventually()
        .until(
            () ->
                !run.platform().faults().list().stream()
                        .filter(fault -> fault.fault().equals(Fault.status(503)))
                        .filter(fault -> fault.hits() >= 2L * asked.size())
                        .toList()
                        .isEmpty()
                    && states(status).get("LN-06").equals("REFUSED CERT_CHAIN_INCOMPLETE"));
    Set<String> told = waits(status);
    Map<String, String> first = states(status);
    Set<String> changed = changed(run.platform().changes());

    Set<String> waiting = named(first, "VALIDATED");
    Set<String> applied = named(first, "APPLIED");
    Set<String> ended = new TreeSet<>(first.keySet());
    ended.removeAll(waiting);
    ended.removeAll(applied);

    assertThat(changed).hasSizeGreaterThanOrEqualTo(CHANGES_BEFORE_THE_OUTAGE);
    assertThat(changed).containsAll(applied);
    assertThat(ended).contains("LN-06").isSubsetOf("LN-06", "OH-FB-04");
    assertThat(waiting).isNotEmpty();
    assertThat(waiting.size() + applied.size() + ended.size()).isEqualTo(15);
    assertThat(told).as("why and until when, of each").isEqualTo(waiting);
    long hits = hits(run);
    ScenarioRun.eventually().until(() -> hits(run) > hits + asked.size());
    assertThat(states(status)).as("while the outage lasts").isEqualTo(first);
    assertThat(changed(run.platform().changes())).isEqualTo(changed);
  }

  private static long hits(ScenarioRun run) {
    return run.platform().faults().list().stream().mapToLong(fault -> fault.hits()).sum();
  }

  private Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    asked.keySet().forEach(trunk -> expected.put(trunk, "APPLIED"));
    expected.put("LN-06", "REFUSED CERT_CHAIN_INCOMPLETE");
    expected.put("OH-FB-04", "FAILED COMPLIANCE_TLS_CERT_MISMATCH");
    return expected;
  }

  private void create(ScenarioRun run) {
    for (int pair = 1; pair <= 4; pair++) {
      pair(run, OHIO, "OH-FB-0" + (2 * pair - 1), "OH-FB-0" + 2 * pair);
    }
    for (int pair = 1; pair <= 3; pair++) {
      pair(run, LONDON, "LN-0" + (2 * pair - 1), "LN-0" + 2 * pair);
    }
    trunk(run, LONDON, "LN-07", List.of());
    run.platform().changeByocTrunk("OH-FB-04", it -> it.withRequiredIssuer("Carrier Policy CA"));
    plan(run, "LN-05", run.pki().good("LN-05").pem());
    plan(run, "LN-06", run.pki().incomplete("LN-06"));
  }

  private void pair(ScenarioRun run, String region, String one, String other) {
    peers.put(one, other);
    trunk(run, region, one, List.of(other));
    trunk(run, region, other, List.of(one));
  }

  private void trunk(ScenarioRun run, String region, String id, List<String> failover) {
    run.platform()
        .add(
            ByocTrunk.serving(id, region, run.pki().served(id))
                .withPeers(failover.toArray(String[]::new))
                .withHealth(new ByocTrunk.Health(Optional.of(BACK), Optional.empty())));
    plan(run, region, id, run.pki().good(id).chainPem());
  }

  private void plan(ScenarioRun run, String id, String pem) {
    plan(run, asked.get(id).target().getRegion(), id, pem);
  }

  private void plan(ScenarioRun run, String region, String id, String pem) {
    Target target =
        Target.newBuilder().setKind(TargetKind.BYOC_TRUNK).setRegion(region).setId(id).build();
    asked.put(id, run.requests().plan(target, pem));
  }

  /** What the status API says of each trunk's rotation: its state, and the code of a failure. */
  private Map<String, String> states(RequestsApi status) throws IOException, InterruptedException {
    Map<String, String> states = new TreeMap<>();
    for (Map.Entry<String, Asked> trunk : asked.entrySet()) {
      JsonNode rotation = status.rotation(trunk.getValue().rotationId().toString()).body();
      String code = "";
      for (JsonNode event : rotation.path("events")) {
        code = event.path("detail").path("code").asText(code);
      }
      states.put(trunk.getKey(), (rotation.path("state").asText() + " " + code).trim());
    }
    return states;
  }

  /**
   * Those of which the status tells why they wait and until when. While one is being handled it
   * does not wait, and what the platform did just before it went may not be told yet, so that each
   * is asked until it waits or has ended.
   */
  private Set<String> waits(RequestsApi status) {
    Set<String> told = new TreeSet<>();
    for (String trunk : asked.keySet()) {
      Instant before = Instant.now().minus(CLOCKS_APART);
      JsonNode rotation =
          ScenarioRun.eventually()
              .until(
                  () -> status.rotation(asked.get(trunk).rotationId().toString()).body(),
                  found -> hasEnded(found) || isWaiting(found));
      if (hasEnded(rotation)) {
        continue;
      }
      JsonNode wait = rotation.path("waiting");
      assertThat(wait.path("code").asText()).as(trunk).isIn(WHY_IT_WAITS);
      assertThat(wait.path("reason").asText()).as(trunk).isNotBlank();
      assertThat(Instant.parse(wait.path("until").asText())).as(trunk).isAfter(before);
      assertThat(Instant.parse(wait.path("since").asText())).as(trunk).isBefore(Instant.now());
      told.add(trunk);
    }
    return told;
  }

  private static boolean hasEnded(JsonNode rotation) {
    return ENDED.contains(rotation.path("state").asText());
  }

  private static boolean isWaiting(JsonNode rotation) {
    return rotation.path("waiting").path("state").asText().equals("WAITING");
  }

  private static Set<String> named(Map<String, String> states, String state) {
    return states.entrySet().stream()
        .filter(entry -> entry.getValue().equals(state))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> changed(List<Change> changes) {
    return changes.stream().map(Change::targetId).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The second of a pair is written only once the first one carries calls again. */
  private void assertPairsOneAfterTheOther(List<Change> changes) {
    Map<String, Instant> at =
        changes.stream().collect(Collectors.toMap(Change::targetId, Change::at));
    List<String> both = new ArrayList<>();
    peers.forEach(
        (one, other) -> {
          if (at.containsKey(one) && at.containsKey(other)) {
            both.add(one);
            assertThat(Duration.between(at.get(one), at.get(other)).abs())
                .as("between the changes of %s and %s", one, other)
                .isGreaterThanOrEqualTo(BACK);
          }
        });
    assertThat(both).hasSize(5);
  }
}
