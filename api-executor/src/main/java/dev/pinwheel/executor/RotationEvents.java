package dev.pinwheel.executor;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.CertificatePin;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.TargetState;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.CheckResult;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.ObservationSource;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetCheck;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;

/** The events that end a rotation here. */
final class RotationEvents {

  private RotationEvents() {}

  /** {@code api-applied}, and what was read back as {@code pin-observed}. */
  static List<Outbound> applied(
      ChainValidated event, Verdict.Applied verdict, Optional<Replaced> previous, Instant now) {
    PinSet pins = verdict.pins();
    ApiApplied applied =
        ApiApplied.newBuilder()
            .setEventId(id(event, "api-applied"))
            .setRotationId(event.getRotationId())
            .setOccurredAt(micros(now))
            .setCausationId(event.getEventId())
            .setTarget(event.getTarget())
            .setServiceId(event.getServiceId())
            .setRequestedBy(event.getRequestedBy())
            .setRequestedAt(event.getRequestedAt())
            .setWebhookEndpoint(event.getWebhookEndpoint())
            .setOutcome(verdict.outcome())
            .setPrimaryPin(pins.primary().base64())
            .setFallbackPin(pins.fallback().map(CertificatePin::base64).orElse(null))
            .setActivePins(active(pins, verdict.held()))
            .setAttempts(verdict.writes())
            .setPlatformRequestId(verdict.requestId().orElse(null))
            .setValidatedAt(event.getOccurredAt())
            .setPreviousChain(previous.map(it -> it.chain().pem()).orElse(null))
            .setPreviousCredentials(previous.flatMap(Replaced::credentials).orElse(null))
            .setChecks(verdict.checks().stream().map(RotationEvents::check).toList())
            .build();
    List<Outbound> events = new ArrayList<>();
    events.add(Outbound.of(Topics.API_APPLIED, TargetKey.of(event.getTarget()), applied));
    observed(event, Optional.of(verdict.held()), now).ifPresent(events::add);
    return events;
  }

  /**
   * {@code rotation-failed}; {@code pin-observed} where something else was read back; and where the
   * request says so, the {@code rotation-requested} that puts the previous chain back.
   */
  static List<Outbound> failed(
      ChainValidated event, Verdict.Failed verdict, Optional<Replaced> previous, Instant now) {
    Failure failure = verdict.failure();
    FailureCode code = failure.code();
    Optional<RotationRequested> rollback =
        previous.flatMap(replaced -> Rollback.after(event, code, replaced, micros(now)));
    RotationFailed failed =
        RotationFailed.newBuilder()
            .setEventId(id(event, "rotation-failed"))
            .setRotationId(event.getRotationId())
            .setOccurredAt(micros(now))
            .setCausationId(event.getEventId())
            .setTarget(event.getTarget())
            .setServiceId(event.getServiceId())
            .setRequestedBy(event.getRequestedBy())
            .setRequestedAt(event.getRequestedAt())
            .setWebhookEndpoint(event.getWebhookEndpoint())
            .setStage(FailedStage.API_EXECUTOR)
            .setCode(code.name())
            .setMessage(code.meaning() + " (" + failure.message() + ")")
            .setRemediation(code.remediation())
            .setViolations(failure.violations())
            .setPrimaryPin(event.getPrimaryPin())
            .setFallbackPin(
                verdict.fallback().map(CertificatePin::base64).orElse(event.getFallbackPin()))
            .setPlatformStatus(failure.trail().status().orElse(null))
            .setPlatformRequestId(failure.trail().requestId().orElse(null))
            .setAttempts(verdict.writes())
            .setValidatedAt(event.getOccurredAt())
            .setPreviousChain(previous.map(it -> it.chain().pem()).orElse(null))
            .setPreviousCredentials(previous.flatMap(Replaced::credentials).orElse(null))
            .setRollbackRotationId(rollback.map(RotationRequested::getRotationId).orElse(null))
            .build();
    List<Outbound> events = new ArrayList<>();
    events.add(Outbound.of(Topics.ROTATION_FAILED, TargetKey.of(event.getTarget()), failed));
    observed(event, verdict.held(), now).ifPresent(events::add);
    rollback
        .map(
            asked -> Outbound.of(Topics.ROTATION_REQUESTED, TargetKey.of(event.getTarget()), asked))
        .ifPresent(events::add);
    return events;
  }

  /** Nothing where the platform holds no chain: there is nothing that it would present. */
  private static Optional<Outbound> observed(
      ChainValidated event, Optional<TargetState> held, Instant now) {
    return held.flatMap(TargetState::chain)
        .map(CertificateChain::pins)
        .map(
            presented ->
                PinObserved.newBuilder()
                    .setEventId(id(event, "pin-observed/read-back"))
                    .setRotationId(event.getRotationId())
                    .setOccurredAt(micros(now))
                    .setCausationId(event.getEventId())
                    .setTarget(event.getTarget())
                    .setSensor(Topics.API_EXECUTOR)
                    .setSource(ObservationSource.READ_BACK)
                    .setPresented(presented)
                    .build())
        .map(
            observed ->
                Outbound.of(Topics.PIN_OBSERVED, TargetKey.of(event.getTarget()), observed));
  }

  private static TargetCheck check(dev.pinwheel.executor.rotation.TargetCheck check) {
    return new TargetCheck(
        check.name(),
        check.passed() ? CheckResult.PASSED : CheckResult.NOT_CHECKED,
        check.detail());
  }

  /** What was read back, primary first. */
  private static List<String> active(PinSet pins, TargetState held) {
    SequencedSet<String> active = new LinkedHashSet<>();
    active.add(pins.primary().base64());
    active.addAll(held.activePins());
    return List.copyOf(active);
  }

  private static UUID id(ChainValidated event, String step) {
    return EventIds.of(event.getTarget(), event.getRotationId(), step);
  }

  /** Events carry microseconds; cutting here keeps an event equal to its decoded copy. */
  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
