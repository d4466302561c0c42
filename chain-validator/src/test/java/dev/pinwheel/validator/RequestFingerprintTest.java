package dev.pinwheel.validator;

import static dev.pinwheel.chain.ChainCase.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Deduplication;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.NewEndpoint;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.Topics;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RequestFingerprintTest {

  @Test
  void aRepeatWithNewIdsAndTimesIsTheSame() {
    RotationRequested repeat =
        changed(
            request -> {
              request.setEventId(UUID.fromString("00000000-0000-4000-8000-00000000000f"));
              request.setCausationId(UUID.fromString("00000000-0000-4000-8000-00000000000e"));
              request.setOccurredAt(NOW.plusSeconds(60));
            });

    assertThat(RequestFingerprint.of(repeat)).isEqualTo(RequestFingerprint.of(plain()));
  }

  @Test
  void everythingThatIsAskedForCounts() {
    List<Consumer<RotationRequested.Builder>> changes =
        List.of(
            request -> request.setServiceId("other"),
            request -> request.setRequestedBy("other"),
            request -> request.setCertificateChain("other"),
            request -> request.setPreviousCertificate(null),
            request -> request.setPreviousCertificate(""),
            request -> request.setBackupPins(List.of("a")),
            request -> request.setBackupPins(List.of("a", "b")),
            request -> request.setBackupPins(List.of("ab")),
            request -> request.setWebhookEndpoint("other"),
            request -> request.setRollbackOnFailure(true),
            request -> request.setReason("other"),
            request -> request.setReason(""),
            request -> request.setKeyRef("file:/a"),
            request -> request.setKeyRef(""),
            request -> request.setCredentials(new CredentialReferences("a", "b", null)),
            request -> request.setCredentials(new CredentialReferences("a", "b", "c")),
            request -> request.setCredentials(new CredentialReferences("a", "c", "b")),
            request -> request.setNewEndpoint(new NewEndpoint("a", "b")),
            request -> request.setNewEndpoint(new NewEndpoint("b", "a")),
            request -> request.setTarget(target("EU", "x", null, null)),
            request -> request.setTarget(target("eu", "y", null, null)),
            request -> request.setTarget(target("eu", "x", "edge", null)),
            request -> request.setTarget(target("eu", "x", null, "edge")));

    assertThat(
            changes.stream()
                .map(
                    change ->
                        java.util.HexFormat.of().formatHex(RequestFingerprint.of(changed(change)))))
        .doesNotHaveDuplicates()
        .doesNotContain(java.util.HexFormat.of().formatHex(RequestFingerprint.of(plain())));
  }

  @Test
  void hasThirtyTwoBytes() {
    assertThat(RequestFingerprint.of(plain())).hasSize(32);
  }

  @Test
  void theIdentityIsTargetAndRotation() {
    Deduplication<RotationRequested> deduplication = ChainValidatorDefinition.deduplication();

    assertThat(deduplication.identity().apply(plain()))
        .isEqualTo("OAUTH_CLIENT/eu-west-2/client-1/00000000-0000-4000-8000-000000000001");
    assertThat(deduplication.ledger()).isEqualTo(Topics.CHAIN_VALIDATOR_LEDGER);
    assertThat(deduplication.fingerprint().apply(plain()))
        .isEqualTo(RequestFingerprint.of(plain()));
  }

  private static RotationRequested plain() {
    return ChainValidatorStageTest.request(TargetKind.OAUTH_CLIENT, "chain");
  }

  private static RotationRequested changed(Consumer<RotationRequested.Builder> change) {
    RotationRequested.Builder request = RotationRequested.newBuilder(plain());
    change.accept(request);
    return request.build();
  }

  private static Target target(String region, String id, String edge, String organization) {
    return Target.newBuilder()
        .setKind(TargetKind.OAUTH_CLIENT)
        .setRegion(region)
        .setId(id)
        .setEdgeId(edge)
        .setOrganizationId(organization)
        .build();
  }
}
