package dev.pinwheel.validator;

import static dev.pinwheel.chain.finding.ViolationCode.TARGET_KIND_UNSUPPORTED;

import dev.pinwheel.chain.ChainRequest;
import dev.pinwheel.chain.ChainValidator;
import dev.pinwheel.chain.Verdict;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.signature.SignatureProvider;
import dev.pinwheel.chain.signature.SignatureVerifier;
import dev.pinwheel.chain.transparency.TransparencyCheck;
import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.validator.fetch.FetchingValidator;
import io.micrometer.core.instrument.Gauge;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a request into {@code chain-validated} or {@code rotation-failed}, exactly one of them. It
 * has no effect outside of Kafka, so that it bears repetition.
 */
public final class ChainValidatorStage implements Stage<RotationRequested> {

  private static final Logger LOG = LoggerFactory.getLogger(ChainValidatorStage.class);
  private static final String VERDICTS = "pinwheel.chain.verdicts";

  private static final String SIGNATURE_PROVIDER = "pinwheel.chain.signature.provider";
  private static final String STALE_POLICIES = "pinwheel.chain.policies.stale";

  private final ChainValidatorConfig config;
  private final Environment environment;
  private final FetchingValidator validator;

  public ChainValidatorStage(ChainValidatorConfig config, Environment environment) {
    this.config = config;
    this.environment = environment;
    SignatureProvider provider = SignatureProvider.fastest();
    LOG.info("signatures are verified by {}", provider);
    this.validator =
        config
            .fetching()
            .around(new ChainValidator(new SignatureVerifier(provider)), environment.random());
    Gauge.builder(SIGNATURE_PROVIDER, () -> 1)
        .description("always 1; the label says who verifies signatures")
        .tag("provider", provider.name())
        .register(environment.meters());
    Gauge.builder(
            STALE_POLICIES, config.policies(), policies -> policies.fault().isPresent() ? 1 : 0)
        .description("1 while the policy folder cannot be used and older policies are in force")
        .register(environment.meters());
  }

  @Override
  public Outcome handle(Delivery<RotationRequested> delivery) {
    RotationRequested request = delivery.value();
    // the event's resolution; the verdict is about the very instant that the event names
    Instant now = environment.clock().instant().truncatedTo(ChronoUnit.MICROS);
    String key = TargetKey.of(request.getTarget());
    Optional<PolicyTemplate> policy = policy(request.getTarget(), now);
    return switch (verdict(request, policy, now)) {
      case Verdict.Valid valid -> {
        count("VALID");
        LOG.info("chain valid, {} certificates, {}", valid.chain().chain().size(), valid.notes());
        yield Outcome.publish(
            Outbound.of(
                Topics.CHAIN_VALIDATED, key, VerdictEvents.validated(request, valid.chain(), now)));
      }
      case Verdict.Refused refused -> {
        count(refused.violations().getFirst().code().name());
        LOG.info("chain refused: {}", refused.violations().stream().map(Violation::code).toList());
        yield Outcome.publish(
            Outbound.of(
                Topics.ROTATION_FAILED,
                key,
                VerdictEvents.refused(request, refused.violations(), policy, now)));
      }
    };
  }

  /** Empty for a kind that is not switched on. */
  private Optional<PolicyTemplate> policy(Target target, Instant now) {
    return config.kinds().contains(target.getKind())
        ? Optional.of(
            config.policies().forTarget(target.getKind(), target.getRegion(), target.getId(), now))
        : Optional.empty();
  }

  private Verdict verdict(RotationRequested request, Optional<PolicyTemplate> policy, Instant now) {
    TargetKind kind = request.getTarget().getKind();
    if (policy.isEmpty()) {
      Violation unsupported =
          Violation.of(TARGET_KIND_UNSUPPORTED, "the kind %s is not switched on".formatted(kind))
              .measured(
                  kind.name(), String.join(", ", config.kinds().stream().map(Enum::name).toList()));
      return new Verdict.Refused(List.of(unsupported), Optional.empty(), List.of());
    }
    ChainRequest chain =
        new ChainRequest(
            request.getCertificateChain(),
            Optional.ofNullable(request.getPreviousCertificate()),
            request.getBackupPins(),
            kind,
            Optional.ofNullable(request.getKeyRef()).map(config.keys()::read));
    Optional<TransparencyCheck> transparency =
        policy
            .get()
            .transparency()
            .map(demand -> new TransparencyCheck(demand, config.transparencyLogs().at(now)));
    return validator.validate(
        chain,
        ValidationParameters.at(now, policy.get()).withTransparency(transparency),
        config.anchors(),
        config.intermediates().at(now),
        config.crls().at(now));
  }

  private void count(String code) {
    environment.meters().counter(VERDICTS, "code", code).increment();
  }
}
