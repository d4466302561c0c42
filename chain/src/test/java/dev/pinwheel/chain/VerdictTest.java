package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.ChainCase.bundle;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.parsed;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.ChainCase.text;
import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INCOMPLETE;
import static dev.pinwheel.chain.finding.ViolationCode.COMPLIANCE_TLS_CERT_MISMATCH;
import static dev.pinwheel.chain.finding.ViolationCode.EKU_CLIENT_AUTH_MISSING;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_TOO_WEAK;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_USAGE_MISMATCH;
import static dev.pinwheel.chain.finding.ViolationCode.PEM_EMPTY;
import static dev.pinwheel.chain.finding.ViolationCode.PIN_COUNT_EXCEEDED;
import static dev.pinwheel.chain.finding.ViolationCode.PIN_DUPLICATE;
import static dev.pinwheel.chain.finding.ViolationCode.PIN_MALFORMED;
import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISSING;
import static dev.pinwheel.chain.finding.ViolationCode.SIGNATURE_ALGORITHM_WEAK;
import static dev.pinwheel.chain.finding.ViolationCode.TARGET_KIND_UNSUPPORTED;
import static dev.pinwheel.chain.finding.ViolationCode.VALIDITY_EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final HeldCertificate LEAF = CA.client("leaf").build();

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    HeldCertificate carrier = CA.authority("CN=Carrier").issuedBy(CA.root()).build();
    HeldCertificate leaf =
        CA.clientOf(carrier, "bad")
            .withoutAlternativeNames()
            .keyKind(KeyKind.RSA_1024)
            .keyUsage(KeyUsage.keyEncipherment)
            .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
            .signatureAlgorithm("SHA1withECDSA")
            .validity(NOW.minusSeconds(900), NOW.minusSeconds(600))
            .build();

    assertThat(
            bundle(leaf)
                .under(policy("allowedIssuers: [Other]", "sanRequired: true"))
                .replacing(leaf.pem())
                .withBackups("x", "y")
                .codes())
        .containsExactly(
            CERT_CHAIN_INCOMPLETE,
            VALIDITY_EXPIRED,
            COMPLIANCE_TLS_CERT_MISMATCH,
            EKU_CLIENT_AUTH_MISSING,
            KEY_USAGE_MISMATCH,
            SAN_MISSING,
            KEY_TOO_WEAK,
            SIGNATURE_ALGORITHM_WEAK,
            PIN_MALFORMED,
            PIN_MALFORMED,
            PIN_DUPLICATE,
            PIN_COUNT_EXCEEDED);
  }

  @Test
  void textFaultsAndPinFaultsAreToldTogether() {
    assertThat(text("nothing").withBackups("x").ofKind(TargetKind.EDGE_TRUNK).codes())
        .containsExactly(TARGET_KIND_UNSUPPORTED, PEM_EMPTY, PIN_MALFORMED);
  }

  @Test
  void aRefusalShowsThePathAsFarAsItGoes() {
    Verdict verdict = bundle(LEAF).verdict();

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.path().orElseThrow().length()).isEqualTo(1);
              assertThat(refused.path().orElseThrow().isAnchored()).isFalse();
            });
  }

  @Test
  void aRefusalHasAReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Verdict.Refused(List.of(), Optional.empty(), List.of()));
  }

  @Test
  void onlyValidationMakesAValidatedChain() {
    assertThat(ValidatedChain.class.getDeclaredConstructors())
        .noneMatch(constructor -> Modifier.isPublic(constructor.getModifiers()))
        .noneMatch(constructor -> Modifier.isProtected(constructor.getModifiers()));
    assertThat(Modifier.isFinal(ValidatedChain.class.getModifiers())).isTrue();
    assertThat(ValidatedChain.class.getDeclaredMethods())
        .filteredOn(method -> Modifier.isStatic(method.getModifiers()))
        .filteredOn(method -> !method.isSynthetic())
        .isEmpty();
  }

  @Test
  void theValidatedChainKeepsWhatItWasMeasuredAgainst() {
    ValidatedChain chain = chain(LEAF).valid();

    assertThat(chain.time()).isEqualTo(NOW);
    assertThat(chain.policy().name()).isEqualTo("oauth-client");
    assertThat(chain.leaf()).isEqualTo(parsed(LEAF).getFirst());
    assertThat(chain.path().last()).isEqualTo(parsed(CA.root()).getFirst());
  }

  @Test
  void theSameInputHasTheSameVerdict() {
    ChainCase refused = bundle(LEAF).withBackups("x");

    assertThat(refused.violations()).isEqualTo(refused.violations());
    assertThat(chain(LEAF).valid().pem()).isEqualTo(chain(LEAF).valid().pem());
  }

  @Test
  void oneValidatorServesManyThreads() {
    List<ChainCase> cases = List.of(chain(LEAF), bundle(LEAF), text("nothing"));

    List<Integer> sizes =
        java.util.stream.IntStream.range(0, 60)
            .parallel()
            .mapToObj(number -> cases.get(number % 3).codes().size())
            .toList();

    assertThat(sizes).hasSize(60);
    for (int number = 0; number < 60; number++) {
      assertThat(sizes.get(number)).isEqualTo(number % 3 == 0 ? 0 : 1);
    }
  }

  @Test
  void anEmptySubjectIsPrintedAsEmpty() {
    GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, "x.example.com"));
    HeldCertificate nameless =
        CA.client("x")
            .subject("")
            .extension(Extension.subjectAlternativeName.getId(), true, names)
            .build();

    assertThat(chain(nameless).valid().digestMatrix().rows().getFirst().subject()).isEmpty();
  }

  @Test
  void violationsAreSortedByWhatMustBeRepairedFirst() {
    assertThat(bundle(LEAF).withBackups("x", "x", "y", "z").codes())
        .isSorted()
        .contains(PIN_MALFORMED, CERT_CHAIN_INCOMPLETE);
  }
}
