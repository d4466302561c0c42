package dev.pinwheel.validator;

import dev.pinwheel.runtime.Deduplication;
import dev.pinwheel.runtime.TargetOrder;
import dev.pinwheel.runtime.service.ServiceDefinition;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topics;
import java.util.List;
import java.util.Optional;

/** The chain validator as a process. */
public final class ChainValidatorDefinition {

  private ChainValidatorDefinition() {}

  public static ServiceDefinition definition() {
    return ServiceDefinition.stage(
        Topics.CHAIN_VALIDATOR,
        List.of(Topics.ROTATION_REQUESTED),
        ChainValidatorConfig.KEYS,
        Optional.of(deduplication()),
        (settings, environment) ->
            new ChainValidatorStage(ChainValidatorConfig.from(settings), environment));
  }

  /** A target's requests are judged in the order in which they were acknowledged (promise G2). */
  static TargetOrder<RotationRequested> order() {
    return new TargetOrder<>(
        request -> TargetKey.of(request.getTarget()),
        RotationRequested::getRequestedBy,
        (request, acknowledged) -> RequestTime.fault(request.getOccurredAt(), acknowledged),
        // What was refused changes nothing: an older request may still be applied after it.
        verdict ->
            verdict.events().stream()
                .anyMatch(event -> event.topic().equals(Topics.CHAIN_VALIDATED)),
        Superseded::end);
  }

  /** A rotation is judged once, whoever repeats the request (promise G1). */
  static Deduplication<RotationRequested> deduplication() {
    return new Deduplication<>(
        request -> TargetKey.of(request.getTarget()) + "/" + request.getRotationId(),
        RequestFingerprint::of,
        Topics.CHAIN_VALIDATOR_LEDGER,
        Optional.of(order()));
  }
}
