package dev.pinwheel.validator.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.chain.BestPath;
import dev.pinwheel.chain.certificate.CertificateReader;
import dev.pinwheel.chain.certificate.MalformedCertificateException;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.policy.ShippedPolicies;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.MalformedEvidenceException;
import dev.pinwheel.chain.revocation.RevocationCheck;
import dev.pinwheel.chain.revocation.RevocationList;
import dev.pinwheel.chain.revocation.RevocationListReader;
import dev.pinwheel.chain.revocation.RevocationMode;
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
 * Every end entity of NIST's Public Key Interoperability Test Suite with the suite's default inputs
 * (any policy is acceptable, none is required), all certificates and CRLs of the suite being at
 * hand at once. Skipped where {@link PkitsFolder} finds none.
 */
class PkitsConformanceTest {

  /** NIST names only some cases by their result; these fail with the default inputs. */
  private static final Pattern INVALID =
      Pattern.compile("Invalid.*|DifferentPoliciesTest(4|5|7|8|9|12)EE\\.crt");

  private static final Instant TIME = Instant.parse("2012-01-01T00:00:00Z");

  @Test
  void everyCaseEndsAsTheSuiteSays() {
    Optional<Path> found = PkitsFolder.find();
    assumeTrue(found.isPresent(), PkitsFolder.MISSING);
    Path folder = found.get();
    List<Path> files = files(folder.resolve("certs"));
    TrustStore anchors =
        new TrustStore(
            new CertificatePool(
                List.of(read(folder.resolve("certs/TrustAnchorRootCertificate.crt")))));
    IntermediateStore store =
        new IntermediateStore(
            new CertificatePool(files.stream().map(PkitsConformanceTest::read).toList()));
    EvidenceSet evidence =
        new EvidenceSet(
            files(folder.resolve("crls")).stream().flatMap(PkitsConformanceTest::readable).toList(),
            List.of());
    ValidationParameters parameters =
        ValidationParameters.at(TIME, ShippedPolicies.withoutTarget(Set.of()))
            .tolerating(Tolerance.values())
            .withRevocation(Optional.of(new RevocationCheck(RevocationMode.HARD_FAIL, evidence)));
    SignatureVerifier verifier = new SignatureVerifier(SignatureProvider.fastest());

    List<String> wrong = new ArrayList<>();
    List<Path> cases =
        files.stream().filter(file -> file.getFileName().toString().contains("Test")).toList();
    for (Path file : cases) {
      ParsedCertificate leaf = read(file);
      BestPath best =
          BestPath.search(leaf, CertificatePool.EMPTY, anchors, store, verifier, parameters);
      boolean valid = !INVALID.matcher(file.getFileName().toString()).matches();
      if (best.violations().isEmpty() != valid) {
        wrong.add(file.getFileName() + " " + best.violations());
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(cases).hasSize(223);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ParsedCertificate read(Path file) {
    try {
      return new CertificateReader().read(Files.readAllBytes(file));
    } catch (MalformedCertificateException e) {
      throw new AssertionError(file + " cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One has a signature that is no whole number of bytes, on purpose. */
  private static Stream<RevocationList> readable(Path file) {
    try {
      return Stream.of(RevocationListReader.read(Files.readAllBytes(file)));
    } catch (MalformedEvidenceException e) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
