package dev.pinwheel.executor.preflight;

import dev.pinwheel.executor.platform.AuthorizedCalls;
import dev.pinwheel.executor.platform.Organization;
import dev.pinwheel.executor.platform.OrganizationChoice;
import dev.pinwheel.executor.platform.Organizations;
import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.PlatformPlace;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.TargetState;
import dev.pinwheel.executor.target.Reading;
import dev.pinwheel.executor.target.SipAccounts;
import dev.pinwheel.executor.target.SipTrial;
import dev.pinwheel.executor.target.TargetProtocol;
import dev.pinwheel.executor.traffic.Pass;
import dev.pinwheel.executor.traffic.TrafficGate;
import dev.pinwheel.executor.traffic.TrafficRules;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetKind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at everything that a rotation will need, by reads alone. */
public final class Preflight {

  private final Organizations organizations;
  private final Map<TargetKind, TargetProtocol<?>> protocols;
  private final SipAccounts accounts;
  private final TrafficRules traffic;
  private final Clock clock;
  private final TraceContext trace;

  public Preflight(
      Organizations organizations,
      List<TargetProtocol<?>> protocols,
      SipAccounts accounts,
      TrafficRules traffic,
      Clock clock,
      TraceContext trace) {
    this.organizations = organizations;
    this.protocols =
        protocols.stream().collect(Collectors.toMap(TargetProtocol::kind, protocol -> protocol));
    this.accounts = accounts;
    this.traffic = traffic;
    this.clock = clock;
    this.trace = trace;
  }

  /** Looks. Each organisation and region that a target lives in is looked at once. */
  public PreflightReport run(List<Target> targets) throws InterruptedException {
    List<Check> checks = new ArrayList<>();
    List<TargetStanding> standings = new ArrayList<>();
    Map<PlatformPlace, Group> groups = new LinkedHashMap<>();
    for (Target target : targets) {
      switch (organizations.choose(target)) {
        case OrganizationChoice.None none ->
            standings.add(
                TargetStanding.failed(
                    TargetKey.of(target), none.failure().code() + ": " + none.failure().message()));
        case OrganizationChoice.Chosen chosen ->
            groups
                .computeIfAbsent(chosen.place(), place -> new Group(chosen, new ArrayList<>()))
                .targets()
                .add(target);
      }
    }
    for (Map.Entry<PlatformPlace, Group> group : groups.entrySet()) {
      run(group.getKey(), group.getValue(), checks, standings);
    }
    return new PreflightReport(checks, standings);
  }

  /** The targets of one place. */
  private record Group(OrganizationChoice.Chosen chosen, List<Target> targets) {}

  private void run(
      PlatformPlace place, Group group, List<Check> checks, List<TargetStanding> standings)
      throws InterruptedException {
    Organization organization = group.chosen().access().organization();
    String subject = place.organization() + "/" + place.region();
    checks.add(Check.good(subject, "address", place.api() + ", tokens from " + place.auth()));
    TrafficGate gate = new TrafficGate(traffic);
    PlatformCalls calls = calls(group, place, gate);
    checks.addAll(
        new OwnStanding(calls)
            .checks(
                subject,
                organization.id(),
                RequiredScopes.of(group.targets().stream().map(Target::getKind).toList())));
    for (Target target : group.targets()) {
      digest(target).ifPresent(checks::add);
      TargetProtocol<?> protocol = protocols.get(target.getKind());
      standings.add(
          protocol == null
              ? TargetStanding.failed(
                  TargetKey.of(target), target.getKind() + " is none of " + protocols.keySet())
              : standing(protocol, calls, target));
    }
    checks.add(
        RateBudget.check(
            subject, gate.lastWindow(), traffic.callsPerMinute(), group.targets().size()));
  }

  /** Only trunks have digest credentials, and only those that are configured are tried. */
  private Optional<Check> digest(Target target) throws InterruptedException {
    String subject = TargetKey.of(target);
    return switch (target.getKind()) {
      case BYOC_TRUNK, EDGE_TRUNK ->
          accounts
              .tried(target.getId())
              .map(
                  trial ->
                      switch (trial) {
                        case SipTrial.Taken(String detail) ->
                            Check.good(subject, "sip digest", detail);
                        case SipTrial.Refused(Failure failure) ->
                            Check.failed(subject, "sip digest", text(failure));
                        case SipTrial.NotTried(Failure failure) ->
                            Check.failed(subject, "sip digest", text(failure));
                      });
      case OAUTH_CLIENT, DATA_ACTION_ENDPOINT, UNKNOWN -> Optional.empty();
    };
  }

  private static String text(Failure failure) {
    return failure.code() + ": " + failure.message();
  }

  private PlatformCalls calls(Group group, PlatformPlace place, TrafficGate gate) {
    return new AuthorizedCalls(
        group.chosen().access().client(),
        group.chosen().access().tokens(),
        clock,
        place,
        trace,
        new AuthorizedCalls.Lane(gate, Pass.UNCOUNTED, "preflight"));
  }

  private <S extends TargetState> TargetStanding standing(
      TargetProtocol<S> protocol, PlatformCalls calls, Target target) throws InterruptedException {
    String key = TargetKey.of(target);
    return switch (protocol.read(calls, target)) {
      case Reading.NotRead<S> not -> TargetStanding.failed(key, Reactions.text(not.reaction()));
      case Reading.Found<S> found -> {
        S state = found.state();
        Optional<Instant> expires = state.chain().map(CertificateChain::notAfter);
        yield new TargetStanding(
            key,
            state.unfit().isPresent() ? Check.Status.FAILED : Check.Status.GOOD,
            state.primaryPin(),
            state.activePins(),
            expires,
            state
                .unfit()
                .map(Preflight::text)
                .or(
                    () ->
                        expires.filter(end -> end.isBefore(clock.instant())).map(end -> "expired"))
                .orElse(""));
      }
    };
  }
}
