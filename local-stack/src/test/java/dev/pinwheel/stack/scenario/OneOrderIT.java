package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.CHAIN_VALIDATOR;
import static dev.pinwheel.schemas.Topics.ROTATION_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetLane;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.testing.kafka.KafkaProxy.Moment;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Promises;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;

/**
 * One order for each target, whoever asks: clients with other partitioners, other notions of a key,
 * and a topic that grows, while the validator is down, killed, and two.
 */
final class OneOrderIT {

  private static final int PARTITIONS = ROTATION_REQUESTED.partitions();

  @Test
  void aTargetHasOneOrderWhateverPartitionAndKeyItsRequestsCameWith() throws Exception {
    try (ScenarioRun run =
        ScenarioRun.start(options -> options.withProcesses(CHAIN_VALIDATOR), CHAIN_VALIDATOR)) {
      StackStage.Outside validator = run.process(CHAIN_VALIDATOR);
      validator.process().kill();
      List<Asked> twins = run.requests().plan(10);
      List<Asked> foreignKeys = run.requests().plan(6);
      List<Asked> older = run.requests().plan(10);
      List<Asked> newer = older.stream().map(asked -> run.requests().plan(asked.target())).toList();
      List<Asked> once = run.requests().plan(5);
      run.platform()
          .faults()
          .add(
              FaultMatch.target(older.getFirst().client()), Fault.status(503), FaultPlan.UNLIMITED);

      try (ForeignProducer producer = new ForeignProducer(run.stack())) {
        older.forEach(asked -> producer.send(asked, elsewhere(asked.target())));
        newer.forEach(asked -> producer.send(asked, home(asked.target())));
        twins.forEach(asked -> producer.send(asked, elsewhere(asked.target())));
        twins.forEach(asked -> producer.send(asked, home(asked.target())));
        once.forEach(asked -> producer.send(asked, elsewhere(asked.target())));
        once.forEach(asked -> producer.send(other(run, asked), home(asked.target())));
        List<byte[]> keys = foreignKeys(foreignKeys.getFirst().target());
        for (int i = 0; i < foreignKeys.size(); i++) {
          producer.send(foreignKeys.get(i), i % PARTITIONS, keys.get(i));
        }
        run.killAtCommit(Moment.BEFORE_THE_CLIENT, validator);
        validator.startAgain();
        ScenarioRun.eventually().until(() -> !validator.process().isAlive());
        run.proxy().heal();
        validator.startAgain();
        run.stack().startStage(CHAIN_VALIDATOR);

        List<Asked> afterGrowth = growWhileItRuns(run, producer);
        List.of(older, newer, twins, once, foreignKeys, afterGrowth)
            .forEach(all -> all.forEach(run.requests()::acceptedFromOutside));
        ScenarioRun.eventually().until(() -> codes(run, Set.copyOf(older)).size() == older.size());
        run.platform().faults().clear();

        Evidence evidence = run.evidence();
        Promises.requireKept(evidence);
        assertThat(codes(run, Set.copyOf(older))).containsOnly("SUPERSEDED");
        assertThat(pins(run, newer)).isEqualTo(newer.stream().map(Asked::pin).toList());
        assertThat(pins(run, twins)).isEqualTo(twins.stream().map(Asked::pin).toList());
        assertThat(pins(run, afterGrowth)).isEqualTo(afterGrowth.stream().map(Asked::pin).toList());
        List<UUID> applied =
            evidence.events(ApiApplied.class).stream().map(ApiApplied::getRotationId).toList();
        assertThat(applied)
            .doesNotHaveDuplicates()
            .containsAll(ids(twins))
            .containsAll(ids(newer))
            .containsAll(ids(foreignKeys))
            .containsAll(ids(afterGrowth));
        assertThat(evidence.events(ChainValidated.class)).hasSameSizeAs(applied);
        assertThat(run.follower().quarantined()).hasSize(once.size());
      }
    }
  }

  /** The topic gets twice the partitions; a producer of today then chooses among all of them. */
  private static List<Asked> growWhileItRuns(ScenarioRun run, ForeignProducer producer)
      throws Exception {
    try (Admin admin = Admin.create(run.stack().kafkaClient())) {
      admin
          .createPartitions(
              Map.of(ROTATION_REQUESTED.name(), NewPartitions.increaseTo(2 * PARTITIONS)))
          .all()
          .get();
    }
    List<Asked> newest = new ArrayList<>();
    for (Asked before : run.requests().plan(10)) {
      Asked after = run.requests().plan(before.target());
      producer.send(before, home(before.target()));
      run.requests().acceptedFromOutside(before);
      producer.send(after, TargetLane.of(grown(), TargetKey.of(after.target())));
      newest.add(after);
    }
    return newest;
  }

  private static Topic grown() {
    return new Topic(
        ROTATION_REQUESTED.name(),
        ROTATION_REQUESTED.value(),
        ROTATION_REQUESTED.key(),
        2 * PARTITIONS,
        ROTATION_REQUESTED.retention(),
        ROTATION_REQUESTED.cleanup(),
        ROTATION_REQUESTED.writers(),
        ROTATION_REQUESTED.readers());
  }

  /** What other clients write as the key of a target: nothing, other spellings, framed text. */
  private static List<byte[]> foreignKeys(Target target) {
    String key = TargetKey.of(target);
    List<byte[]> keys = new ArrayList<>();
    keys.add(null);
    keys.add(new byte[0]);
    for (String text : List.of(key.toLowerCase(Locale.ROOT), '"' + key + '"', key + "\n")) {
      keys.add(text.getBytes(StandardCharsets.UTF_8));
    }
    keys.add(("\0\0\0\0\1" + key).getBytes(StandardCharsets.UTF_8));
    return keys;
  }

  /** The same rotationId for another certificate. */
  private static Asked other(ScenarioRun run, Asked asked) {
    return run.requests()
        .plan(asked.target(), run.pki().good(asked.client()).chainPem(), asked.rotationId());
  }

  private static int home(Target target) {
    return TargetLane.of(ROTATION_REQUESTED, TargetKey.of(target));
  }

  private static int elsewhere(Target target) {
    return (home(target) + 1) % PARTITIONS;
  }

  private static List<UUID> ids(List<Asked> rotations) {
    return rotations.stream().map(Asked::rotationId).toList();
  }

  private static List<String> codes(ScenarioRun run, Set<Asked> rotations) {
    Set<UUID> ids = new HashSet<>(ids(List.copyOf(rotations)));
    return run.follower().events().stream()
        .map(Evidence.Event::value)
        .filter(RotationFailed.class::isInstance)
        .map(RotationFailed.class::cast)
        .filter(event -> ids.contains(event.getRotationId()))
        .map(RotationFailed::getCode)
        .toList();
  }

  private static List<String> pins(ScenarioRun run, List<Asked> rotations) {
    return rotations.stream()
        .map(asked -> run.platform().client(asked.client()).orElseThrow().primaryPin().orElse(""))
        .toList();
  }
}
