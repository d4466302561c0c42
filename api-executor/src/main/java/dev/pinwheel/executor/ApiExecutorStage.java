package dev.pinwheel.executor;

import dev.pinwheel.executor.platform.AuthorizedCalls;
import dev.pinwheel.executor.platform.OrganizationAccess;
import dev.pinwheel.executor.platform.OrganizationChoice;
import dev.pinwheel.executor.platform.Organizations;
import dev.pinwheel.executor.platform.PlatformPlace;
import dev.pinwheel.executor.platform.PlatformTraffic;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.InconsistentEventException;
import dev.pinwheel.executor.rotation.Progress;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.executor.rotation.TargetState;
import dev.pinwheel.executor.target.ByocTrunkProtocol;
import dev.pinwheel.executor.target.DataActionProtocol;
import dev.pinwheel.executor.target.EdgeTrunkProtocol;
import dev.pinwheel.executor.target.OAuthClientProtocol;
import dev.pinwheel.executor.target.SipAccounts;
import dev.pinwheel.executor.target.TargetProtocol;
import dev.pinwheel.executor.target.TlsHandshakeProbe;
import dev.pinwheel.executor.traffic.Admission;
import dev.pinwheel.executor.traffic.Pass;
import dev.pinwheel.executor.traffic.TrafficGate;
import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies validated chains to the platform. A handling ends in {@code api-applied}, in {@code
 * rotation-failed}, or in a wait after which the rotation is handled again.
 */
public final class ApiExecutorStage implements Stage<ChainValidated> {

  /** Where the admin port tells which rotations wait. */
  public static final String WAITING_PAGE = "/rotations/waiting";

  private static final Logger LOG = LoggerFactory.getLogger(ApiExecutorStage.class);
  private static final int MOST_WAITING = 10_000;

  private final TargetRotation.Rules rules;
  private final MeterRegistry meters;
  private final Organizations organizations;
  private final PlatformTraffic traffic;
  private final WaitingRotations waiting;
  private final RotationMemory<Progress> memory = new RotationMemory<>(MOST_WAITING, Progress.NONE);

  private final RotationMemory<Recollection> recollections =
      new RotationMemory<>(MOST_WAITING, Recollection.NONE);

  private final Map<TargetKind, TargetProtocol<?>> protocols = new EnumMap<>(TargetKind.class);

  /** A stage that changes the kinds of target that this version knows. */
  public ApiExecutorStage(ApiExecutorConfig config, Environment environment) {
    this(config, environment, protocols(config, environment));
  }

  ApiExecutorStage(
      ApiExecutorConfig config, Environment environment, List<TargetProtocol<?>> protocols) {
    this.meters = environment.meters();
    rules =
        new TargetRotation.Rules(
            environment.clock(),
            environment.random(),
            config.waits(),
            config.limits(),
            config.targets().gates());
    organizations =
        Organizations.of(config.organizations(), config.requestTimeout(), environment.clock());
    traffic = new PlatformTraffic(config.traffic(), meters, environment.clock());
    waiting = new WaitingRotations(environment.clock(), MOST_WAITING);
    Gauge.builder("pinwheel.executor.waiting", waiting, WaitingRotations::size)
        .description("Rotations that wait for their next try.")
        .register(meters);
    protocols.forEach(protocol -> this.protocols.put(protocol.kind(), protocol));
  }

  @Override
  public Outcome handle(Delivery<ChainValidated> delivery) throws InterruptedException {
    ChainValidated event = delivery.value();
    waiting.goesOn(event.getEventId());
    return switch (unlessSuperseded(delivery)) {
      case Verdict.NotYet notYet -> {
        count("waiting");
        waiting.waits(delivery, notYet);
        LOG.atInfo()
            .addKeyValue("delayMs", notYet.delay().toMillis())
            .addKeyValue("attempt", delivery.attempt())
            .addKeyValue("code", notYet.code())
            .log("rotation waits: {}", notYet.reason());
        yield new Outcome.RetryAfter(notYet.delay(), notYet.reason());
      }
      case Verdict.Applied applied -> {
        Optional<Replaced> previous = forget(delivery);
        count(applied.outcome().name());
        LOG.atInfo()
            .addKeyValue("outcome", applied.outcome())
            .addKeyValue("writes", applied.writes())
            .addKeyValue("platformRequestId", applied.requestId().orElse(""))
            .log("rotation applied");
        yield new Outcome.Publish(
            RotationEvents.applied(event, applied, previous, rules.clock().instant()));
      }
      case Verdict.Failed failed -> {
        Optional<Replaced> previous = forget(delivery);
        count(failed.failure().code().name());
        LOG.atWarn()
            .addKeyValue("code", failed.failure().code())
            .addKeyValue("writes", failed.writes())
            .addKeyValue("platformRequestId", failed.failure().trail().requestId().orElse(""))
            .log("rotation failed: {}", failed.failure().message());
        yield new Outcome.Publish(
            RotationEvents.failed(event, failed, previous, rules.clock().instant()));
      }
    };
  }

  /** Ends what is kept of a rotation; returns what it replaced, where that is known. */
  private Optional<Replaced> forget(Delivery<ChainValidated> delivery) {
    UUID eventId = delivery.value().getEventId();
    Optional<Replaced> previous = recollections.of(eventId, delivery.attempt() + 1).replaced();
    memory.forget(eventId);
    recollections.forget(eventId);
    protocols.values().forEach(protocol -> protocol.ended(eventId.toString()));
    return previous;
  }

  /** Before a rotation is tried again, and before it waits, a newer one may take its place. */
  private Verdict unlessSuperseded(Delivery<ChainValidated> delivery) throws InterruptedException {
    UUID eventId = delivery.value().getEventId();
    if (delivery.attempt() > 1) {
      Progress progress = memory.of(eventId, delivery.attempt());
      Optional<Failure> superseded = Supersession.of(delivery, progress);
      if (superseded.isPresent()) {
        return given(superseded.get(), progress.writes());
      }
    }
    Verdict verdict = verdict(delivery);
    if (verdict instanceof Verdict.NotYet) {
      Progress progress = memory.of(eventId, delivery.attempt() + 1);
      return Supersession.of(delivery, progress)
          .map(superseded -> given(superseded, progress.writes()))
          .orElse(verdict);
    }
    return verdict;
  }

  @Override
  public Map<String, UnaryOperator<String>> pages() {
    return Map.of(WAITING_PAGE, waiting::json);
  }

  @Override
  public void close() {
    organizations.close();
  }

  private Verdict verdict(Delivery<ChainValidated> delivery) throws InterruptedException {
    Target target = delivery.value().getTarget();
    TargetProtocol<?> protocol = protocols.get(target.getKind());
    if (protocol == null) {
      return given(
          Failure.of(
              FailureCode.TARGET_KIND_UNSUPPORTED,
              target.getKind() + " is none of " + protocols.keySet()),
          0);
    }
    return switch (organizations.choose(target)) {
      case OrganizationChoice.None none -> given(none.failure(), 0);
      case OrganizationChoice.Chosen chosen -> {
        try {
          yield rotate(protocol, chosen, RotationPlan.of(delivery.value()), delivery);
        } catch (InconsistentEventException e) {
          yield given(Failure.of(FailureCode.VALIDATED_EVENT_INCONSISTENT, e.getMessage()), 0);
        }
      }
    };
  }

  private <S extends TargetState> Verdict rotate(
      TargetProtocol<S> protocol,
      OrganizationChoice.Chosen chosen,
      RotationPlan plan,
      Delivery<ChainValidated> delivery)
      throws InterruptedException {
    UUID eventId = delivery.value().getEventId();
    PlatformPlace place = chosen.place();
    TrafficGate gate = traffic.gate(place);
    TargetRotation<S> rotation =
        new TargetRotation<>(
            protocol,
            plan,
            delivery.firstAttemptAt(),
            memory.of(eventId, delivery.attempt()),
            rules);
    Recollection remembered = recollections.of(eventId, delivery.attempt());
    Verdict verdict =
        switch (gate.admit(eventId, rules.clock().instant())) {
          case Admission.Parked parked -> {
            meters
                .counter(
                    "pinwheel.executor.parked",
                    PlatformTraffic.tags(place).and("reason", parked.why().name()))
                .increment();
            yield rotation.parked(parked, remembered.last());
          }
          case Admission.Admitted admitted -> {
            try (Pass pass = admitted.pass()) {
              yield rotation.handle(calls(chosen.access(), place, delivery, gate, pass));
            }
          }
        };
    memory.keep(eventId, rotation.progress());
    recollections.keep(eventId, remembered.and(rotation.recollection()));
    return verdict;
  }

  static List<TargetProtocol<?>> protocols(ApiExecutorConfig config, Environment environment) {
    // Longer than a rotation may stay silent after its write.
    Duration lease = config.targets().gates().limit().plus(config.limits().budget());
    SipAccounts accounts = config.sipAccounts(environment);
    return List.of(
        new OAuthClientProtocol(),
        new ByocTrunkProtocol(lease, accounts, environment.clock()),
        new EdgeTrunkProtocol(accounts),
        new DataActionProtocol(
            config.targets().clientKeys(),
            new TlsHandshakeProbe(config.requestTimeout(), config.targets().serverTrust())));
  }

  private AuthorizedCalls calls(
      OrganizationAccess access,
      PlatformPlace place,
      Delivery<ChainValidated> delivery,
      TrafficGate gate,
      Pass pass) {
    String target = TargetKey.of(delivery.value().getTarget());
    return new AuthorizedCalls(
        access.client(),
        access.tokens(),
        rules.clock(),
        place,
        delivery.trace(),
        new AuthorizedCalls.Lane(gate, pass, target));
  }

  private static Verdict given(Failure failure, int writes) {
    return new Verdict.Failed(failure, writes, Optional.empty(), Optional.empty());
  }

  private void count(String outcome) {
    meters.counter("pinwheel.executor.handlings", "outcome", outcome).increment();
  }
}
