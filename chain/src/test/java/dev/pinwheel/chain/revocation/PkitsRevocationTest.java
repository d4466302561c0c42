package dev.pinwheel.chain.revocation;

import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_REVOKED;
import static dev.pinwheel.chain.finding.ViolationCode.REVOCATION_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.chain.BestPath;
import dev.pinwheel.chain.certificate.CertificateReader;
import dev.pinwheel.chain.certificate.MalformedCertificateException;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.policy.ShippedPolicies;
import dev.pinwheel.chain.rule.Tolerance;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.signature.SignatureProvider;
import dev.pinwheel.chain.signature.SignatureVerifier;
import dev.pinwheel.testing.pki.PkitsFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * NIST's Public Key Interoperability Test Suite, sections 4.4 (revocation), 4.5 (self-issued
 * certificates), 4.14 (distribution points, indirect CRLs) and 4.15 (delta CRLs). Every certificate
 * and CRL of the suite is at hand at once, as in a directory. Skipped where {@link PkitsFolder}
 * finds none.
 */
class PkitsRevocationTest {

  private static final Pattern SECTIONS =
      Pattern.compile(
          "(Valid|Invalid)(MissingCRL|RevokedCA|RevokedEE|BadCRL|WrongCRL|TwoCRLs|UnknownCRL"
              + "|OldCRL|pre2000CRL|GeneralizedTimeCRL|NegativeSerial|LongSerial|SeparateCert"
              + "|BasicSelfIssued|distributionPoint|NoissuingDistributionPoint|onlyContains"
              + "|onlySomeReasons|IDPwithindirect|cRLIssuer|deltaCRL).*EE\\.crt");

  private static final Instant TIME = Instant.parse("2020-01-01T00:00:00Z");

  @Test
  void everyCaseEndsAsTheSuiteSays() {
    Optional<Path> found = PkitsFolder.find();
    assumeTrue(found.isPresent(), PkitsFolder.MISSING);
    Path folder = found.get();
    List<Path> cases =
        files(folder.resolve("certs")).stream()
            .filter(file -> SECTIONS.matcher(file.getFileName().toString()).matches())
            .toList();
    TrustStore anchors =
        new TrustStore(
            new CertificatePool(
                List.of(certificate(folder.resolve("certs/TrustAnchorRootCertificate.crt")))));
    IntermediateStore store =
        new IntermediateStore(
            new CertificatePool(
                files(folder.resolve("certs")).stream()
                    .filter(file -> !file.toString().endsWith("EE.crt"))
                    .flatMap(file -> readable(file).stream())
                    .toList()));
    EvidenceSet evidence =
        new EvidenceSet(
            files(folder.resolve("crls")).stream().flatMap(file -> list(file).stream()).toList(),
            List.of());
    ValidationParameters parameters =
        ValidationParameters.at(TIME, ShippedPolicies.withoutTarget(Set.of()))
            .tolerating(Tolerance.SERIAL_NUMBER_NOT_POSITIVE, Tolerance.AUTHORITY_AS_LEAF)
            .withRevocation(Optional.of(new RevocationCheck(RevocationMode.HARD_FAIL, evidence)));

    List<String> wrong = new ArrayList<>();
    for (Path file : cases) {
      ParsedCertificate leaf = certificate(file);
      BestPath best =
          BestPath.search(
              leaf,
              new CertificatePool(List.of(leaf)),
              anchors,
              store,
              new SignatureVerifier(SignatureProvider.jdk("test")),
              parameters);
      boolean expected = file.getFileName().toString().startsWith("Valid");
      // a case that is refused for another reason would say nothing about revocation; in the eighth
      // of 4.5 a key for CRLs alone signed the certificate itself
      boolean otherReason =
          !file.getFileName().toString().contains("CRLSigningKeyTest8")
              && best.violations().stream()
                  .map(Violation::code)
                  .anyMatch(code -> code != CERTIFICATE_REVOKED && code != REVOCATION_UNKNOWN);
      if (best.violations().isEmpty() != expected || otherReason) {
        wrong.add(file.getFileName() + " " + best.violations());
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(cases).hasSize(74);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ParsedCertificate certificate(Path file) {
    return readable(file).orElseThrow();
  }

  private static Optional<ParsedCertificate> readable(Path file) {
    try {
      return Optional.of(new CertificateReader().read(Files.readAllBytes(file)));
    } catch (MalformedCertificateException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One has a signature that is no whole number of bytes, on purpose. */
  private static Optional<RevocationList> list(Path file) {
    try {
      return Optional.of(RevocationListReader.read(Files.readAllBytes(file)));
    } catch (MalformedEvidenceException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
