package dev.pinwheel.chain.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pinwheel.chain.ChainRequest;
import dev.pinwheel.chain.ChainValidator;
import dev.pinwheel.chain.Verdict;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.pem.PemLimits;
import dev.pinwheel.chain.pem.PemReader;
import dev.pinwheel.chain.pem.PemReading;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.policy.ShippedPolicies;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Whatever the certificate: a refusal with reasons, because nobody here signed it. */
@Tag("fuzz")
class CertificateFuzzTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final PolicyTemplate POLICY = ShippedPolicies.all().getFirst();

  /** A CA of this very run: no input can have been signed by it. */
  private static final TestCa CA = TestCa.create(NOW, new SecureRandom());

  private static final TrustStore ANCHORS = new TrustStore(pool(CA.root().pem()));
  private static final ChainValidator VALIDATOR = new ChainValidator();

  @FuzzTest(maxDuration = "30m")
  void aChainOfOneCertificate(byte[] der) {
    judge(HeldCertificate.block("CERTIFICATE", der));
  }

  /** Its neighbours are good, so that rules about whole paths see it. */
  @FuzzTest(maxDuration = "30m")
  void aCertificateAmongGoodOnes(byte[] der) {
    judge(HeldCertificate.block("CERTIFICATE", der) + CA.intermediate().pem());
  }

  private static void judge(String pem) {
    Verdict verdict =
        VALIDATOR.validate(
            new ChainRequest(pem, Optional.empty(), List.of(), POLICY.targetKind()),
            ValidationParameters.at(NOW, POLICY),
            ANCHORS,
            IntermediateStore.EMPTY);
    switch (verdict) {
      case Verdict.Valid valid -> throw new AssertionError("a certificate that nobody signed");
      case Verdict.Refused refused -> assertThat(refused.violations()).isNotEmpty();
    }
  }

  private static CertificatePool pool(String pem) {
    return switch (new PemReader(PemLimits.CONFIGURED).read(pem)) {
      case PemReading.Read read -> new CertificatePool(read.bundle().certificates());
      case PemReading.Unreadable unreadable ->
          throw new AssertionError(unreadable.violations().toString());
    };
  }
}
