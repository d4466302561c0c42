package dev.pinwheel.executor;

import dev.pinwheel.runtime.service.ServiceDefinition;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.Topics;
import java.util.List;
import java.util.Optional;

/** The executor as a process. */
public final class ApiExecutorDefinition {

  private ApiExecutorDefinition() {}

  /**
   * Reads {@code chain-validated}. Repeats need no ledger: the validator's output has none, and a
   * rotation that is handled again finds the platform changed already.
   */
  public static ServiceDefinition definition() {
    return ServiceDefinition.<ChainValidated>stage(
        Topics.API_EXECUTOR,
        List.of(Topics.CHAIN_VALIDATED),
        ApiExecutorConfig.KEYS,
        Optional.empty(),
        (settings, environment) ->
            new ApiExecutorStage(ApiExecutorConfig.of(settings), environment));
  }
}
