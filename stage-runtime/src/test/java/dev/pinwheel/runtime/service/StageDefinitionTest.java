package dev.pinwheel.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageDefinitionTest {

  private static final ServiceDefinition STAGE =
      ServiceDefinition.<RotationRequested>stage(
          Topics.CHAIN_VALIDATOR,
          List.of(Topics.ROTATION_REQUESTED),
          List.of(ConfigKey.text("own.key", "of this stage").withDefault("")),
          Optional.empty(),
          (settings, environment) -> delivery -> Outcome.nothing());

  @Test
  void hasTheKeysOfEveryProcessEveryStageAndItsOwn() {
    assertThat(CommonKeys.with(STAGE))
        .extracting(ConfigKey::name)
        .containsExactly(
            "admin.host",
            "admin.port",
            "instance.id",
            "concurrency",
            "buffer.records",
            "buffer.bytes",
            "commit.interval",
            "drain.timeout",
            "own.key");
  }

  @Test
  void aStopMustLeaveTimeToCommitWithinTenSeconds() {
    assertThat(fault(Map.of("drain.timeout", "9001ms"))).contains("drain.timeout");
    assertThat(fault(Map.of("drain.timeout", "0s"))).contains("drain.timeout");
    // nine seconds are fine, so that only the missing broker is left to complain about
    assertThat(fault(Map.of("drain.timeout", "9s"))).contains("bootstrap.servers");
  }

  private static String fault(Map<String, String> settings) {
    return catchThrowableOfType(
            InvalidSettingsException.class, () -> ServiceLauncher.start(STAGE, settings))
        .getMessage();
  }
}
