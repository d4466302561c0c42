package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code validate} can ask of certificate policies (RFC 5280 section 6.1.1 (c) to (g)). */
class ValidatePoliciesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final TestCa CA = TestCa.create(NOW, new SecureRandom());

  @TempDir private Path folder;
  private Path anchors;

  @BeforeEach
  void writeAnchors() throws IOException {
    anchors = write("anchors.pem", CA.root().pem());
  }

  @Test
  void aCertificatePolicyIsAskedFor() throws IOException {
    String asked = "2.23.140.1.2.2";
    HeldCertificate issuer =
        CA.authority("CN=Assured")
            .extension(Extension.certificatePolicies.getId(), false, policies(asked))
            .issuedBy(CA.root())
            .build();
    Path with = write("with.pem", leaf(issuer, asked).chainPem());
    Path without = write("without.pem", CA.client("svc").build().chainPem());

    assertThat(validate(with, "--require-policy", asked).status()).isEqualTo(ExitStatus.DONE);
    assertThat(validate(with, "--require-policy", "1.2.3", "--require-policy", asked).status())
        .isEqualTo(ExitStatus.DONE);
    CommandRun other = validate(with, "--require-policy", "1.2.3");
    assertThat(other.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(other.out()).contains("✗ CERTIFICATE_POLICY_VIOLATED");
    assertThat(validate(without, "--require-policy", asked).out())
        .contains("✗ CERTIFICATE_POLICY_VIOLATED");
  }

  @Test
  void anAcceptablePolicyIsNeededOnlyWhereACaAsksForOne() throws IOException {
    String policy = "1.2.3.1";
    CertificateBuilder authority =
        CA.authority("CN=Assured")
            .extension(Extension.certificatePolicies.getId(), false, policies(policy))
            .issuedBy(CA.root());
    Path free = write("free.pem", leaf(authority.build(), policy).chainPem());
    Path asking =
        write(
            "asking.pem",
            leaf(
                    authority
                        .extension(
                            Extension.policyConstraints.getId(),
                            true,
                            new PolicyConstraints(BigInteger.ZERO, null))
                        .build(),
                    policy)
                .chainPem());

    assertThat(validate(free, "--accept-policy", "1.2.3.9").status()).isEqualTo(ExitStatus.DONE);
    assertThat(validate(asking, "--accept-policy", policy).status()).isEqualTo(ExitStatus.DONE);
    assertThat(validate(asking, "--accept-policy", "1.2.3.9").out())
        .contains("✗ CERTIFICATE_POLICY_VIOLATED");
    CommandRun both = validate(free, "--accept-policy", "1.2.3", "--require-policy", "1.2.3");
    assertThat(both.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(both.err()).contains("give one of them");
  }

  @Test
  void whatMappingsAndAnyPolicyStandForCountsUnlessInhibited() throws IOException {
    String anchors = "1.2.3.1";
    String leafs = "1.2.3.2";
    CertificatePolicies ofAnchors = policies(anchors);
    HeldCertificate mapping =
        CA.authority("CN=Mapping")
            .extension(Extension.certificatePolicies.getId(), false, ofAnchors)
            .extension(
                Extension.policyMappings.getId(),
                true,
                new PolicyMappings(
                    CertPolicyId.getInstance(new ASN1ObjectIdentifier(anchors)),
                    CertPolicyId.getInstance(new ASN1ObjectIdentifier(leafs))))
            .issuedBy(CA.root())
            .build();
    HeldCertificate any =
        CA.authority("CN=Any")
            .extension(Extension.certificatePolicies.getId(), false, policies("2.5.29.32.0"))
            .issuedBy(CA.root())
            .build();
    Path mapped = write("mapped.pem", leaf(mapping, leafs).chainPem());
    Path stoodFor = write("any.pem", leaf(any, anchors).chainPem());

    for (Path chain : List.of(mapped, stoodFor)) {
      assertThat(validate(chain, "--require-policy", anchors).status()).isEqualTo(ExitStatus.DONE);
    }
    assertThat(validate(mapped, "--require-policy", anchors, "--inhibit-policy-mapping").out())
        .contains("✗ CERTIFICATE_POLICY_VIOLATED");
    assertThat(validate(stoodFor, "--require-policy", anchors, "--inhibit-any-policy").out())
        .contains("✗ CERTIFICATE_POLICY_VIOLATED");
  }

  private static HeldCertificate leaf(HeldCertificate issuer, String policy) {
    return CA.clientOf(issuer, "svc")
        .extension(Extension.certificatePolicies.getId(), false, policies(policy))
        .build();
  }

  private static CertificatePolicies policies(String policy) {
    return new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier(policy)));
  }

  private CommandRun validate(Path chain, String... more) {
    Stream<String> usual =
        Stream.of(
            "validate",
            "--chain",
            chain.toString(),
            "--anchors",
            anchors.toString(),
            "--at",
            NOW.toString());
    return CommandRun.of(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
