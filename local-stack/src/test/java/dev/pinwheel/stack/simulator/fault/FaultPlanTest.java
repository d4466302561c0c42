package dev.pinwheel.stack.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  private static final Set<FaultType> ALL = EnumSet.allOf(FaultType.class);

  private final FaultPlan plan = new FaultPlan(EnumSet.of(FaultType.STATUS, FaultType.HANG));

  @Test
  void takesTheFirstThatMatchesUntilItIsUsedUp() {
    plan.add(FaultMatch.method("GET"), Fault.status(500), 1);
    plan.add(FaultMatch.ANY, Fault.status(502), 2);
    assertThat(take("PATCH")).contains(Fault.status(502));
    assertThat(take("GET")).contains(Fault.status(500));
    assertThat(take("GET")).contains(Fault.status(502));
    assertThat(take("GET")).isEmpty();
    assertThat(plan.list()).extracting(PlannedFault::hits).containsExactly(1L, 2L);
  }

  @Test
  void anUnlimitedFaultStaysUntilItIsCleared() {
    plan.add(FaultMatch.ANY, Fault.status(500), FaultPlan.UNLIMITED);
    for (int call = 0; call < 100; call++) {
      assertThat(take("GET")).isPresent();
    }
    plan.clear();
    assertThat(take("GET")).isEmpty();
  }

  @Test
  void aFaultThatMeansNothingForACallIsKeptForTheNext() {
    plan.add(FaultMatch.ANY, Fault.of(FaultType.HANG), 1);
    assertThat(plan.take("GET", "/", Optional.empty(), EnumSet.of(FaultType.STATUS))).isEmpty();
    assertThat(take("GET")).isPresent();
  }

  @Test
  void everyPartOfAMatchCounts() {
    FaultMatch match =
        new FaultMatch(Optional.of("patch"), Optional.of("/api/"), Optional.of("c1"));
    assertThat(match.matches("PATCH", "/api/v2", Optional.of("c1"))).isTrue();
    assertThat(match.matches("GET", "/api/v2", Optional.of("c1"))).isFalse();
    assertThat(match.matches("PATCH", "/oauth/token", Optional.of("c1"))).isFalse();
    assertThat(match.matches("PATCH", "/api/v2", Optional.of("c2"))).isFalse();
    assertThat(match.matches("PATCH", "/api/v2", Optional.empty())).isFalse();
  }

  @Test
  void refusesWhatTheSimulatorCannotPlayAndFaultsForNoCall() {
    assertThatThrownBy(() -> plan.add(FaultMatch.ANY, Fault.of(FaultType.DROP_WRITE), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan.add(FaultMatch.ANY, Fault.status(500), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Optional<Fault> take(String method) {
    return plan.take(method, "/api/v2/oauth/clients/c1", Optional.of("c1"), ALL);
  }
}
