package dev.pinwheel.executor;

import dev.pinwheel.executor.platform.AuthorizedCalls;
import dev.pinwheel.executor.platform.PlatformClient;
import dev.pinwheel.executor.platform.PlatformPlace;
import dev.pinwheel.executor.platform.Regions;
import dev.pinwheel.executor.platform.TokenSource;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.InconsistentEventException;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.executor.rotation.TargetState;
import dev.pinwheel.executor.target.ByocTrunkProtocol;
import dev.pinwheel.executor.target.DataActionProtocol;
import dev.pinwheel.executor.target.EdgeTrunkProtocol;
import dev.pinwheel.executor.target.OAuthClientProtocol;
import dev.pinwheel.executor.target.TargetProtocol;
import dev.pinwheel.executor.target.TlsHandshakeProbe;
import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies validated chains to the platform. A handling ends in {@code api-applied}, in {@code
 * rotation-failed}, or in a wait after which the rotation is handled again.
 */
public final class ApiExecutorStage implements Stage<ChainValidated> {

  private static final Logger LOG = LoggerFactory.getLogger(ApiExecutorStage.class);
  private static final int MOST_WAITING = 10_000;

  private final ApiExecutorConfig config;
  private final TargetRotation.Rules rules;
  private final MeterRegistry meters;
  private final Regions regions;
  private final PlatformClient client;
  private final TokenSource tokens;
  private final RotationMemory memory = new RotationMemory(MOST_WAITING);
  private final Map<TargetKind, TargetProtocol<?>> protocols = new EnumMap<>(TargetKind.class);

  /** A stage that changes the kinds of target that this version knows. */
  public ApiExecutorStage(ApiExecutorConfig config, Environment environment) {
    this(config, environment, protocols(config, environment));
  }

  ApiExecutorStage(
      ApiExecutorConfig config, Environment environment, List<TargetProtocol<?>> protocols) {
    this.config = config;
    this.meters = environment.meters();
    rules =
        new TargetRotation.Rules(
            environment.clock(),
            environment.random(),
            config.waits(),
            config.limits(),
            config.targets().gates());
    regions = Regions.published(config.apiUrl(), config.authUrl());
    client = new PlatformClient(config.requestTimeout());
    tokens = new TokenSource(client, environment.clock(), config.credentials());
    protocols.forEach(protocol -> this.protocols.put(protocol.kind(), protocol));
  }

  @Override
  public Outcome handle(Delivery<ChainValidated> delivery) throws InterruptedException {
    Verdict verdict = verdict(delivery);
    ChainValidated event = delivery.value();
    return switch (verdict) {
      case Verdict.NotYet notYet -> {
        count("waiting");
        LOG.atInfo()
            .addKeyValue("delayMs", notYet.delay().toMillis())
            .addKeyValue("attempt", delivery.attempt())
            .log("rotation waits: {}", notYet.reason());
        yield new Outcome.RetryAfter(notYet.delay(), notYet.reason());
      }
      case Verdict.Applied applied -> {
        memory.forget(event.getEventId());
        count(applied.outcome().name());
        LOG.atInfo()
            .addKeyValue("outcome", applied.outcome())
            .addKeyValue("writes", applied.writes())
            .addKeyValue("platformRequestId", applied.requestId().orElse(""))
            .log("rotation applied");
        yield new Outcome.Publish(RotationEvents.applied(event, applied, rules.clock().instant()));
      }
      case Verdict.Failed failed -> {
        memory.forget(event.getEventId());
        count(failed.failure().code().name());
        LOG.atWarn()
            .addKeyValue("code", failed.failure().code())
            .addKeyValue("writes", failed.writes())
            .addKeyValue("platformRequestId", failed.failure().trail().requestId().orElse(""))
            .log("rotation failed: {}", failed.failure().message());
        yield new Outcome.Publish(RotationEvents.failed(event, failed, rules.clock().instant()));
      }
    };
  }

  @Override
  public void close() {
    client.close();
  }

  private Verdict verdict(Delivery<ChainValidated> delivery) throws InterruptedException {
    Target target = delivery.value().getTarget();
    TargetProtocol<?> protocol = protocols.get(target.getKind());
    if (protocol == null) {
      return refused(
          FailureCode.TARGET_KIND_UNSUPPORTED,
          target.getKind() + " is none of " + protocols.keySet());
    }
    String organization = Optional.ofNullable(target.getOrganizationId()).orElse("");
    if (!organization.isEmpty()
        && config.organization().filter(own -> !own.equals(organization)).isPresent()) {
      return refused(
          FailureCode.ORGANIZATION_NOT_CONFIGURED,
          "this executor's organisation is " + config.organization().orElseThrow());
    }
    Optional<PlatformPlace> place = regions.place(organization, target.getRegion());
    if (place.isEmpty()) {
      return refused(
          FailureCode.REGION_UNKNOWN, target.getRegion() + " is none of " + regions.names());
    }
    try {
      return rotate(protocol, place.get(), RotationPlan.of(delivery.value()), delivery);
    } catch (InconsistentEventException e) {
      return refused(FailureCode.VALIDATED_EVENT_INCONSISTENT, e.getMessage());
    }
  }

  private <S extends TargetState> Verdict rotate(
      TargetProtocol<S> protocol,
      PlatformPlace place,
      RotationPlan plan,
      Delivery<ChainValidated> delivery)
      throws InterruptedException {
    TargetRotation<S> rotation =
        new TargetRotation<>(
            protocol,
            new AuthorizedCalls(client, tokens, rules.clock(), place, delivery.trace()),
            plan,
            delivery.firstAttemptAt(),
            memory.of(delivery.value().getEventId(), delivery.attempt()),
            rules);
    Verdict verdict = rotation.handle();
    memory.keep(delivery.value().getEventId(), rotation.progress());
    if (!(verdict instanceof Verdict.NotYet)) {
      protocol.ended(plan);
    }
    return verdict;
  }

  private static List<TargetProtocol<?>> protocols(
      ApiExecutorConfig config, Environment environment) {
    // Longer than a rotation may stay silent after its write.
    Duration lease = config.targets().gates().limit().plus(config.limits().budget());
    return List.of(
        new OAuthClientProtocol(),
        new ByocTrunkProtocol(lease, environment.clock()),
        new EdgeTrunkProtocol(),
        new DataActionProtocol(
            config.targets().clientKeys(),
            new TlsHandshakeProbe(config.requestTimeout(), config.targets().serverTrust())));
  }

  private static Verdict refused(FailureCode code, String message) {
    return new Verdict.Failed(Failure.of(code, message), 0, Optional.empty(), Optional.empty());
  }

  private void count(String outcome) {
    meters.counter("pinwheel.executor.handlings", "outcome", outcome).increment();
  }
}
