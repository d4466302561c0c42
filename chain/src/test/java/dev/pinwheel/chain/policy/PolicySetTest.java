package dev.pinwheel.chain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.schemas.TargetKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicySetTest {

  private static final PolicyFile WHOLE =
      file("whole", "allowedIssuers: [X]\nrequiredEku: []\nmaxPins: 3\n");
  private static final PolicyFile REGION =
      file("region", "appliesTo: {regions: [us]}\nmaxPins: 2\nsanRequired: true\n");
  private static final PolicyFile TARGET =
      file("target", "appliesTo: {targets: [t1]}\nmaxPins: 1\n");
  private static final PolicyFile BOTH =
      file("both", "appliesTo: {regions: [us], targets: [t1]}\nallowedIssuers: [Y, Z]\n");

  @Test
  void theMoreExactHasTheLastWordKeyByKey() {
    PolicySet set = PolicySet.of(List.of(BOTH, TARGET, REGION, WHOLE));

    PolicyTemplate usT1 = set.forTarget(TargetKind.EDGE_TRUNK, "us", "t1");
    assertThat(usT1.name()).isEqualTo("whole+region+target+both");
    assertThat(usT1.maxPins()).isEqualTo(1);
    assertThat(usT1.sanRequired()).isTrue();
    assertThat(usT1.allowedIssuers().entries())
        .extracting(AllowedCertificate::text)
        .containsExactly("Y", "Z");
    assertThat(set.forTarget(TargetKind.EDGE_TRUNK, "us", "t2").maxPins()).isEqualTo(2);
    assertThat(set.forTarget(TargetKind.EDGE_TRUNK, "eu", "t1").maxPins()).isEqualTo(1);
    assertThat(set.forTarget(TargetKind.EDGE_TRUNK, "eu", "t1").sanRequired()).isFalse();
    assertThat(set.forTarget(TargetKind.EDGE_TRUNK, "eu", "t2").name()).isEqualTo("whole");
  }

  @Test
  void overridesLieOnTopOfTheShippedTemplateToo() {
    PolicyTemplate template =
        PolicySet.of(List.of(REGION)).forTarget(TargetKind.EDGE_TRUNK, "us", "t");

    assertThat(template.name()).isEqualTo("edge-trunk+region");
    assertThat(template.rootInBundle()).isEqualTo(RootInBundle.REQUIRED_IF_PRIVATE);
    assertThat(template.maxPins()).isEqualTo(2);
  }

  @Test
  void otherKindsAreLeftAlone() {
    PolicySet set = PolicySet.of(List.of(WHOLE, REGION, TARGET, BOTH));

    assertThat(set.forTarget(TargetKind.BYOC_TRUNK, "us", "t1").name()).isEqualTo("byoc-trunk");
  }

  @Test
  void theDigestOfSeveralFilesDependsOnEachAndOnTheirOrder() {
    PolicySet set = PolicySet.of(List.of(WHOLE, REGION));

    assertThat(set.forTarget(TargetKind.EDGE_TRUNK, "eu", "t").digest())
        .isEqualTo(WHOLE.source().digest());
    assertThat(set.forTarget(TargetKind.EDGE_TRUNK, "us", "t").digest())
        .isEqualTo(
            PolicyTemplate.sha256(
                (WHOLE.source().digest() + REGION.source().digest())
                    .getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aValueSaysWhereItStands() {
    PolicyTemplate template =
        PolicySet.of(List.of(WHOLE, REGION)).forTarget(TargetKind.EDGE_TRUNK, "us", "t");

    assertThat(template.origin(PolicyKeys.MAX_PINS)).contains(new PolicyOrigin("region", 5));
    assertThat(template.origin(PolicyKeys.ALLOWED_ISSUERS)).contains(new PolicyOrigin("whole", 4));
    assertThat(template.origin(PolicyKeys.MIN_RSA_BITS)).isEmpty();
  }

  @Test
  void twoFilesMayNotHaveTheLastWordOnOneTarget() {
    PolicyFile sameRegion = file("other", "appliesTo: {regions: [eu, us]}\n");
    PolicyFile otherRegion = file("other", "appliesTo: {regions: [eu]}\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicySet.of(List.of(REGION, sameRegion)))
        .withMessageContaining("region and other");
    assertThatIllegalArgumentException().isThrownBy(() -> PolicySet.of(List.of(WHOLE, WHOLE)));
    assertThat(
            PolicySet.of(List.of(REGION, otherRegion))
                .forTarget(TargetKind.EDGE_TRUNK, "us", "t")
                .maxPins())
        .isEqualTo(2);
  }

  @Test
  void nobodyHasATemplateForUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicySet.shipped().forTarget(TargetKind.UNKNOWN, "us", "t"));
  }

  private static PolicyFile file(String name, String lines) {
    String yaml = "name: %s\nversion: '1'\ntargetKind: EDGE_TRUNK\n%s".formatted(name, lines);
    try {
      return PolicyReader.read(name, yaml.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidPolicyException e) {
      throw new AssertionError(e);
    }
  }
}
