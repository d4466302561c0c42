package dev.pinwheel.executor.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 5,000 rotations while the platform fails for a minute, in simulated time: how fast it is called
 * afterwards, and how long it takes to work them off.
 */
class RecoveryTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant OUTAGE_END = BEGIN.plusSeconds(60);
  private static final int ROTATIONS = 5_000;
  private static final int CALLS_EACH = 3;
  private static final int PER_MINUTE = 6_000;
  private static final Duration CALL = Duration.ofMillis(50);

  private final Random random = new Random(7);
  private final List<Instant> calls = new ArrayList<>();
  private final TrafficGate gate =
      new TrafficGate(
          new TrafficRules(
              OptionalInt.of(PER_MINUTE),
              new TrafficRules.Breaking(20, Duration.ofSeconds(5), Duration.ofSeconds(30)),
              Duration.ofHours(1),
              Duration.ofMillis(250)));

  /** A rotation that is due. */
  private record Due(Instant at, int rotation) {}

  @ParameterizedTest(name = "Retry-After: {0}")
  @ValueSource(ints = {0, 10, 60})
  void keepsToTheLimitAndLosesLittleTime(int retryAfterSeconds) {
    Optional<Duration> asked =
        retryAfterSeconds == 0
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(retryAfterSeconds));
    Instant drained = drain(asked);

    assertThat(mostInASecond()).isLessThanOrEqualTo(2 * PER_MINUTE / 60);
    assertThat(calls.stream().filter(call -> call.isBefore(OUTAGE_END)).count())
        .as("calls into the outage")
        .isLessThan(300);
    Duration ideal = Duration.ofMinutes(1).multipliedBy(ROTATIONS * CALLS_EACH / PER_MINUTE);
    assertThat(Duration.between(OUTAGE_END, drained))
        .as("ideal %s", ideal)
        .isLessThan(ideal.plus(ideal.dividedBy(2)));
  }

  /** The engine, as far as it matters here: whoever waits comes again at the time it was told. */
  private Instant drain(Optional<Duration> asked) {
    PriorityQueue<Due> queue = new PriorityQueue<>((one, other) -> one.at().compareTo(other.at()));
    for (int i = 0; i < ROTATIONS; i++) {
      queue.add(new Due(BEGIN, i));
    }
    Instant last = BEGIN;
    while (!queue.isEmpty()) {
      Due due = queue.remove();
      last = due.at();
      switch (gate.admit(new UUID(0, due.rotation()), due.at())) {
        case Admission.Parked parked ->
            queue.add(new Due(jittered(due.at(), parked.until()), due.rotation()));
        case Admission.Admitted admitted -> {
          try (Pass pass = admitted.pass()) {
            if (!handled(pass, due, asked)) {
              queue.add(
                  new Due(
                      jittered(due.at(), due.at().plus(asked.orElse(backOff()))), due.rotation()));
            }
          }
        }
      }
    }
    return last;
  }

  private boolean handled(Pass pass, Due due, Optional<Duration> asked) {
    String target = "target-" + due.rotation();
    Instant now = due.at();
    for (int call = 0; call < CALLS_EACH; call++) {
      pass.call();
      calls.add(now);
      now = now.plus(CALL);
      if (due.at().isBefore(OUTAGE_END)) {
        gate.heard(target, new Signal.Failed(asked), now);
        return false;
      }
      gate.heard(target, new Signal.Answered(Optional.empty()), now);
    }
    return true;
  }

  private Duration backOff() {
    return Duration.ofSeconds(10);
  }

  private Instant jittered(Instant now, Instant until) {
    long wait = Duration.between(now, until).toMillis();
    return until.plusMillis(random.nextLong(wait / 10 + 1));
  }

  private long mostInASecond() {
    TreeMap<Long, Integer> perSecond = new TreeMap<>();
    calls.forEach(call -> perSecond.merge(call.getEpochSecond(), 1, Integer::sum));
    return perSecond.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
