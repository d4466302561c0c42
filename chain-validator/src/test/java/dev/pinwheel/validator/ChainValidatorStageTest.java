package dev.pinwheel.validator;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.pin.CertificatePin;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.validator.fetch.AllowedHosts;
import dev.pinwheel.validator.fetch.FetchSettings;
import dev.pinwheel.validator.fetch.Reloaded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainValidatorStageTest {

  private static final UUID ROTATION = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID CAUSE = UUID.fromString("00000000-0000-4000-8000-000000000002");
  private static final HeldCertificate LEAF = CA.client("leaf").build();
  private static final HeldCertificate OLD = CA.client("old").build();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ChainValidatorStage stage = stage(Set.of(TargetKind.OAUTH_CLIENT));

  @Test
  void publishesAValidatedChain() throws CertificateEncodingException {
    Outbound event = handle(request(TargetKind.OAUTH_CLIENT, LEAF.chainPem()));

    assertThat(event.topic()).isEqualTo(Topics.CHAIN_VALIDATED);
    assertThat(event.key()).isEqualTo("OAUTH_CLIENT/eu-west-2/client-1");
    ChainValidated validated = (ChainValidated) event.value();
    assertThat(validated.getEventId())
        .isEqualTo(EventIds.of(validated.getTarget(), ROTATION, "chain-validated"));
    assertThat(validated.getCausationId()).isEqualTo(CAUSE);
    assertThat(validated.getOccurredAt()).isEqualTo(NOW);
    assertThat(validated.getRequestedAt()).isEqualTo(NOW.minusSeconds(5));
    assertThat(validated.getCertificateChain()).isEqualTo(LEAF.chainPem());
    assertThat(validated.getPrimaryPin())
        .isEqualTo(CertificatePin.of(LEAF.certificate().getEncoded()).base64());
    assertThat(validated.getFallbackPin())
        .isEqualTo(CertificatePin.of(OLD.certificate().getEncoded()).base64());
    assertThat(validated.getBackupPins()).isEmpty();
    assertThat(validated.getDigestMatrix()).hasSize(2);
    assertThat(validated.getPolicyName()).isEqualTo("oauth-client");
    assertThat(validated.getPolicyVersion()).isEqualTo("1.0.0");
    assertThat(validated.getPolicyDigest()).hasSize(64);
    assertThat(validated.getServiceId()).isEqualTo("svc");
    assertThat(validated.getRequestedBy()).isEqualTo("tester");
    assertThat(validated.getWebhookEndpoint()).isEqualTo("pki");
  }

  @Test
  void notesGoOnWithTheChain() {
    ChainValidated plain =
        (ChainValidated) handle(request(TargetKind.OAUTH_CLIENT, LEAF.chainPem())).value();
    ChainValidated repeated =
        (ChainValidated)
            handle(request(TargetKind.OAUTH_CLIENT, LEAF.pem() + LEAF.chainPem())).value();

    assertThat(plain.getNotes()).isEmpty();
    assertThat(repeated.getNotes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.getKind()).isEqualTo("DUPLICATE_DROPPED");
              assertThat(note.getMessage()).contains("CN=leaf");
            });
  }

  @Test
  void publishesARefusalWithEveryViolation() {
    RotationFailed failed =
        (RotationFailed) handle(request(TargetKind.OAUTH_CLIENT, LEAF.pem(), "bad pin")).value();

    assertThat(failed.getEventId())
        .isEqualTo(EventIds.of(failed.getTarget(), ROTATION, "rotation-failed"));
    assertThat(failed.getCausationId()).isEqualTo(CAUSE);
    assertThat(failed.getStage()).isEqualTo(FailedStage.CHAIN_VALIDATOR);
    assertThat(failed.getCode()).isEqualTo("CERT_CHAIN_INCOMPLETE");
    assertThat(failed.getMessage()).contains("GenesysCloudArchitectureCA");
    assertThat(failed.getRemediation()).isNotBlank();
    assertThat(failed.getViolations())
        .extracting(dev.pinwheel.schemas.Violation::getCode)
        .containsExactly("CERT_CHAIN_INCOMPLETE", "PIN_MALFORMED");
    assertThat(failed.getViolations().getFirst().getPosition()).isZero();
    assertThat(failed.getViolations().getFirst().getSubject()).isEqualTo("CN=leaf");
    assertThat(failed.getViolations().getLast().getPosition()).isNull();
    assertThat(failed.getViolations().getLast().getSubject()).isNull();
    assertThat(failed.getPrimaryPin()).isNull();
    assertThat(failed.getValidatedAt()).isNull();
    assertThat(failed.getAttempts()).isZero();
  }

  @Test
  void refusalsGoToTheirOwnTopicUnderTheSameKey() {
    Outbound event = handle(request(TargetKind.OAUTH_CLIENT, "nothing"));

    assertThat(event.topic()).isEqualTo(Topics.ROTATION_FAILED);
    assertThat(event.key()).isEqualTo("OAUTH_CLIENT/eu-west-2/client-1");
  }

  @Test
  void refusesKindsThatAreNotSwitchedOn() {
    for (TargetKind kind : new TargetKind[] {TargetKind.UNKNOWN, TargetKind.EDGE_TRUNK}) {
      RotationFailed failed = (RotationFailed) handle(request(kind, LEAF.chainPem())).value();

      assertThat(failed.getCode()).isEqualTo("TARGET_KIND_UNSUPPORTED");
      assertThat(failed.getViolations().getFirst().getMeasured()).isEqualTo(kind.name());
    }
  }

  /** One leaf that suits every shipped template: RFC 5280 is the same for all kinds. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void judgesEveryKindByItsOwnTemplate(TargetKind kind) {
    RotationRequested request = request(kind, LEAF.fullChainPem());

    Outcome outcome = stage(EnumSet.of(kind)).handle(delivery(request));

    Outbound event = ((Outcome.Publish) outcome).events().getFirst();
    assertThat(event.value()).isInstanceOf(ChainValidated.class);
    assertThat(((ChainValidated) event.value()).getPolicyName())
        .isEqualTo(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  @Test
  void refusesEverythingWhereNothingIsSwitchedOn() {
    Outcome outcome =
        stage(Set.of()).handle(delivery(request(TargetKind.OAUTH_CLIENT, LEAF.chainPem())));

    assertThat(((Outcome.Publish) outcome).events().getFirst().topic())
        .isEqualTo(Topics.ROTATION_FAILED);
  }

  @Test
  void aRepeatGivesTheSameEvent() {
    RotationRequested request = request(TargetKind.OAUTH_CLIENT, LEAF.chainPem());

    assertThat(handle(request).value()).isEqualTo(handle(request).value());
  }

  @Test
  void countsVerdictsByCode() {
    handle(request(TargetKind.OAUTH_CLIENT, LEAF.chainPem()));
    handle(request(TargetKind.OAUTH_CLIENT, "nothing"));
    handle(request(TargetKind.OAUTH_CLIENT, "nothing"));

    assertThat(meters.counter("pinwheel.chain.verdicts", "code", "VALID").count()).isEqualTo(1);
    assertThat(meters.counter("pinwheel.chain.verdicts", "code", "PEM_EMPTY").count()).isEqualTo(2);
  }

  @Test
  void aPrivateKeyIsNotRepeatedInTheRefusal() {
    Outbound event =
        handle(request(TargetKind.OAUTH_CLIENT, LEAF.chainPem() + LEAF.privateKeyPem()));

    assertThat(((RotationFailed) event.value()).getCode()).isEqualTo("PRIVATE_KEY_IN_BUNDLE");
    LEAF.privateKeyPem()
        .lines()
        .filter(line -> !line.startsWith("-----"))
        .forEach(line -> assertThat(event.value().toString()).doesNotContain(line));
  }

  @Test
  void judgesTheKeyThatTheRequestRefersTo() {
    RotationRequested other =
        RotationRequested.newBuilder(request(TargetKind.OAUTH_CLIENT, LEAF.chainPem()))
            .setKeyRef("env:PINWHEEL_KEY_OLD")
            .build();
    RotationRequested same =
        RotationRequested.newBuilder(other)
            .setCertificateChain(OLD.chainPem())
            .setPreviousCertificate(null)
            .build();

    assertThat(((RotationFailed) handle(other).value()).getCode())
        .isEqualTo("PRIVATE_KEY_MISMATCH");
    assertThat(handle(same).value()).isInstanceOf(ChainValidated.class);
  }

  @Test
  void aRefusalNamesThePolicyThatWasApplied() {
    RotationFailed judged =
        (RotationFailed) handle(request(TargetKind.OAUTH_CLIENT, LEAF.pem())).value();
    RotationFailed unjudged =
        (RotationFailed) handle(request(TargetKind.EDGE_TRUNK, LEAF.pem())).value();

    assertThat(judged.getPolicyName()).isEqualTo("oauth-client");
    assertThat(judged.getPolicyVersion()).isEqualTo("1.0.0");
    assertThat(judged.getPolicyDigest()).hasSize(64);
    assertThat(unjudged.getPolicyName()).isNull();
  }

  @Test
  void everyEventHasTheKeyOfItsTarget() {
    RotationRequested request = request(TargetKind.OAUTH_CLIENT, LEAF.chainPem());

    assertThat(handle(request).key()).isEqualTo(TargetKey.of(request.getTarget()));
  }

  private Outbound handle(RotationRequested request) {
    Outcome outcome = stage.handle(delivery(request));
    assertThat(outcome).isInstanceOf(Outcome.Publish.class);
    assertThat(((Outcome.Publish) outcome).events()).hasSize(1);
    return ((Outcome.Publish) outcome).events().getFirst();
  }

  private ChainValidatorStage stage(Set<TargetKind> kinds) {
    return new ChainValidatorStage(
        new ChainValidatorConfig(
            ChainCase.anchors(CA.root()),
            Reloaded.never(IntermediateStore.EMPTY),
            PolicyCatalogue.shipped(),
            kinds,
            Reloaded.never(EvidenceSet.NONE),
            Reloaded.never(Optional.empty()),
            new FetchSettings(AllowedHosts.NONE, List.of(), List.of(), Duration.ofSeconds(1)),
            KeyReferences.limited(
                Optional.empty(), Map.of("PINWHEEL_KEY_OLD", OLD.privateKeyPem()))),
        new Environment(Clock.fixed(NOW.plusNanos(999), ZoneOffset.UTC), new Random(1), meters));
  }

  static Delivery<RotationRequested> delivery(RotationRequested request) {
    return new Delivery<>(
        request,
        Topics.ROTATION_REQUESTED.name(),
        0,
        0,
        TargetKey.of(request.getTarget()),
        1,
        NOW,
        TraceContext.root(new Random(1)));
  }

  static RotationRequested request(TargetKind kind, String chain, String... backups) {
    return RotationRequested.newBuilder()
        .setEventId(CAUSE)
        .setRotationId(ROTATION)
        .setOccurredAt(NOW.minusSeconds(5))
        .setTarget(
            Target.newBuilder().setKind(kind).setRegion("eu-west-2").setId("client-1").build())
        .setServiceId("svc")
        .setRequestedBy("tester")
        .setCertificateChain(chain)
        .setPreviousCertificate(OLD.pem())
        .setBackupPins(java.util.List.of(backups))
        .setWebhookEndpoint("pki")
        .build();
  }
}
