package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * A platform that accepts a write and shows something else, and a request that wants the old chain
 * back then.
 */
final class RollbackIT {

  private static final int READ_BACKS = 3;

  @Test
  void aFailedReadBackIsFollowedByARotationToThePreviousChain() throws Exception {
    try (ScenarioRun run =
        ScenarioRun.start(
            options ->
                options
                    .withSetting(API_EXECUTOR, "retry.base", "100ms")
                    .withSetting(
                        API_EXECUTOR, "read.back.attempts", Integer.toString(READ_BACKS)))) {
      Target target = run.requests().target();
      String before =
          run.platform().client(target.getId()).orElseThrow().primaryPin().orElseThrow();
      Asked plain = run.requests().plan(target);
      Asked asked =
          new Asked(
              target,
              plain.rotationId(),
              plain.chain(),
              plain.pin(),
              RotationRequested.newBuilder(plain.event()).setRollbackOnFailure(true).build());
      run.platform()
          .faults()
          .add(
              FaultMatch.target(target.getId()).andMethod("PATCH"),
              Fault.of(FaultType.DROP_WRITE),
              1);

      run.requests().overKafka(List.of(asked));

      RotationFailed failed =
          await(run, RotationFailed.class, RotationFailed::getRotationId, asked.rotationId());
      assertThat(failed.getCode()).isEqualTo("READ_BACK_MISMATCH");
      UUID rollback = failed.getRollbackRotationId();
      RotationRequested request =
          await(run, RotationRequested.class, RotationRequested::getRotationId, rollback);
      assertThat(request.getCausationId()).isEqualTo(failed.getEventId());
      await(run, ChainValidated.class, ChainValidated::getRotationId, rollback);
      ApiApplied back = await(run, ApiApplied.class, ApiApplied::getRotationId, rollback);
      assertThat(back.getPrimaryPin()).isEqualTo(before);
      assertThat(run.platform().client(target.getId()).orElseThrow().primaryPin()).contains(before);
    }
  }

  private static <T extends SpecificRecord> T await(
      ScenarioRun run, Class<T> type, Function<T, UUID> rotationOf, UUID rotation) {
    return ScenarioRun.eventually()
        .until(
            () ->
                run.follower().events().stream()
                    .map(event -> event.value())
                    .filter(type::isInstance)
                    .map(type::cast)
                    .filter(event -> rotationOf.apply(event).equals(rotation))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
