package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.bundle;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.text;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_FORM_INVALID;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_MALFORMED;
import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INVALID;
import static dev.pinwheel.chain.finding.ViolationCode.PIN_MALFORMED;
import static dev.pinwheel.chain.finding.ViolationCode.WORK_LIMIT_EXCEEDED;
import static dev.pinwheel.chain.rule.Tolerance.SERIAL_NUMBER_NOT_POSITIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that was made to do harm ends with a violation, never with an exception or a long wait. */
class HostileInputTest {

  private static final HeldCertificate LEAF = CA.client("leaf").build();

  @Test
  void anyByteOfAChainMayBeAnother() {
    byte[] der = Base64.getMimeDecoder().decode(LEAF.pem().replaceAll("-----[A-Z ]+-----", ""));
    Random random = new Random(20260301);
    for (int round = 0; round < 100; round++) {
      byte[] broken = der.clone();
      int at = random.nextInt(broken.length);
      broken[at] = (byte) (broken[at] ^ (1 + random.nextInt(255)));

      List<ViolationCode> codes =
          text(HeldCertificate.block("CERTIFICATE", broken) + CA.intermediate().pem()).codes();

      assertThat(codes).as("byte %d changed to %d", at, broken[at]).isNotEmpty();
    }
  }

  @Test
  void aChainMayEndAnywhere() {
    String pem = LEAF.chainPem();
    for (int length = 0; length < pem.length() - 1; length += 7) {
      assertThat(text(pem.substring(0, length)).codes()).as("cut at %d", length).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.5.29.19", "2.5.29.15", "2.5.29.37", "2.5.29.17", "2.5.29.30"})
  void anExtensionThatCannotBeReadIsNotAnAbsentOne(String oid) {
    byte[] rubbish = {0x04, 0x03, 1, 2, 3};

    for (boolean critical : new boolean[] {true, false}) {
      String leaf = CA.client("x").rawExtension(oid, critical, rubbish).buildPem();

      assertThat(text(leaf + CA.intermediate().pem()).codes())
          .containsExactly(CERTIFICATE_MALFORMED);
    }
  }

  @Test
  void anUnreadableKeyUsageOfACaIsNotAnAbsentOne() {
    HeldCertificate authority =
        CA.authority("CN=Rubbish")
            .issuedBy(CA.root())
            .rawExtension(Extension.keyUsage.getId(), false, new byte[] {5, 0})
            .build();

    assertThat(chain(CA.clientOf(authority, "x").build()).anyIssuer().codes())
        .containsExactly(CERTIFICATE_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "-170141183460469231731687303715884105728"})
  void strangeSerialNumbersAreReadAndRefusedUnlessTolerated(String number) {
    HeldCertificate leaf = CA.client("x").serialNumber(new BigInteger(number)).build();

    assertThat(chain(leaf).codes()).containsExactly(CERTIFICATE_FORM_INVALID);
    assertThat(
            chain(leaf)
                .with(parameters -> parameters.tolerating(SERIAL_NUMBER_NOT_POSITIVE))
                .valid()
                .digestMatrix()
                .rows()
                .getFirst()
                .serialNumber())
        .isEqualTo(new BigInteger(number).toString(16));
  }

  @Test
  void thousandsOfNamesAreRead() {
    CertificateBuilder leaf = CA.client("x");
    IntStream.range(0, 2000).forEach(number -> leaf.dnsName("n" + number + ".example"));

    assertThat(chain(leaf.build()).codes()).isEmpty();
  }

  @Test
  void thousandsOfViolationsAreCutToWhatAnEventHolds() {
    String[] pins =
        IntStream.range(0, 5000).mapToObj(number -> "no " + number).toArray(String[]::new);

    List<Violation> violations = chain(LEAF).withBackups(pins).violations();

    assertThat(violations).hasSize(ChainValidator.MOST_VIOLATIONS);
    assertThat(violations.getFirst().code()).isEqualTo(PIN_MALFORMED);
    assertThat(violations.getLast().code()).isEqualTo(WORK_LIMIT_EXCEEDED);
    assertThat(violations.getLast().message()).isEqualTo("4938 more violations are not listed");
  }

  @Test
  void everyExcludedNameIsOneViolationUpToTheLimit() {
    NameConstraints constraints =
        new NameConstraints(
            null,
            new GeneralSubtree[] {
              new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example"))
            });
    HeldCertificate authority =
        CA.authority("CN=Constrained")
            .issuedBy(CA.root())
            .extension(Extension.nameConstraints.getId(), true, constraints)
            .build();
    CertificateBuilder leaf = CA.clientOf(authority, "x").withoutAlternativeNames();
    IntStream.range(0, 500).forEach(number -> leaf.dnsName("n" + number + ".example"));

    assertThat(chain(leaf.build()).anyIssuer().violations())
        .hasSize(ChainValidator.MOST_VIOLATIONS);
  }

  @Test
  void manyLookAlikesAreTriedAndRefused() {
    HeldCertificate[] lookAlikes =
        IntStream.range(0, 120)
            .mapToObj(
                number ->
                    CA.authority("CN=GenesysCloudArchitectureCA,O=Pinwheel")
                        .withoutKeyIdentifiers()
                        .issuedBy(CA.root())
                        .build())
            .toArray(HeldCertificate[]::new);
    HeldCertificate leaf = CA.client("x").withoutKeyIdentifiers().build();

    assertThat(bundle(leaf).storing(lookAlikes).codes())
        .containsExactly(CERT_CHAIN_INVALID, WORK_LIMIT_EXCEEDED);
  }

  @Test
  void casThatAllIssuedEachOtherDoNotExplode() {
    ManyPaths paths = ManyPaths.mesh();
    List<HeldCertificate> mesh = new ArrayList<>(paths.authorities());
    mesh.add(paths.leaf());
    Collections.shuffle(mesh, new Random(7));

    assertThat(bundle(mesh.toArray(HeldCertificate[]::new)).anyIssuer().codes())
        .isNotEmpty()
        .doesNotContain(WORK_LIMIT_EXCEEDED);
    assertThat(
            bundle(mesh.toArray(HeldCertificate[]::new)).anyIssuer().trusting(paths.root()).codes())
        .isEmpty();
  }

  @Test
  void textOfCertificatesCannotForgeLinesOfALog() {
    HeldCertificate leaf =
        CA.client("x").subject("CN=\"evil\nINFO chain valid\u202E\",O=x").build();

    for (Violation violation : bundle(leaf).violations()) {
      assertThat(violation.toString()).doesNotContain("\n").doesNotContain("\u202E");
    }
  }

  @Test
  void aHugeSubjectIsCutInMessages() {
    HeldCertificate leaf = CA.client("x").subject("CN=" + "a".repeat(20_000)).build();

    for (Violation violation : bundle(leaf).violations()) {
      assertThat(violation.toString().length()).isLessThan(4_000);
    }
  }

  @Test
  void randomTextIsNeverJudgedValid() {
    Random random = new Random(42);
    for (int round = 0; round < 60; round++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);

      assertThat(text(new String(bytes, StandardCharsets.ISO_8859_1)).codes()).isNotEmpty();
      assertThat(text(HeldCertificate.block("CERTIFICATE", bytes)).codes()).isNotEmpty();
    }
  }

  @Test
  void aNonCriticalExtensionOfAnyContentIsLeftAlone() {
    HeldCertificate leaf =
        CA.client("x")
            .extension("1.3.6.1.4.1.99999.7", false, new DEROctetString(new byte[9_000]))
            .build();

    assertThat(chain(leaf).codes()).isEmpty();
  }
}
