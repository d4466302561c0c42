package dev.pinwheel.requests.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainRequest;
import dev.pinwheel.chain.ChainValidator;
import dev.pinwheel.chain.Verdict;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.pem.PemLimits;
import dev.pinwheel.chain.pem.PemReader;
import dev.pinwheel.chain.pem.PemReading;
import dev.pinwheel.chain.pin.CertificatePin;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.policy.ShippedPolicies;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is refused on the spot, the validator would refuse as well, and for the same reasons; what
 * the validator would refuse whatever its settings are, is refused on the spot. The validator is
 * asked under the mildest policy, with everything at hand and at the right time.
 */
class ChainCheckTest {

  /** Texts of a request, and what is refused of them on the spot: nothing, or these. */
  record Case(
      String chain,
      Optional<String> previous,
      List<String> backupPins,
      Set<ViolationCode> refused) {

    static Case of(String chain, ViolationCode... refused) {
      return new Case(chain, Optional.empty(), List.of(), set(refused));
    }

    static Case replacing(String previous, ViolationCode... refused) {
      return new Case(GOOD, Optional.of(previous), List.of(), set(refused));
    }

    static Case pinning(List<String> pins, ViolationCode... refused) {
      return new Case(GOOD, Optional.empty(), pins, set(refused));
    }

    private static Set<ViolationCode> set(ViolationCode... codes) {
      Set<ViolationCode> set = EnumSet.noneOf(ViolationCode.class);
      set.addAll(Arrays.asList(codes));
      return set;
    }
  }

  private static final TestCa CA = Requests.ca();
  private static final HeldCertificate LEAF = Requests.leaf();
  private static final String GOOD = LEAF.chainPem();
  private static final String KEY =
      HeldCertificate.block("PRIVATE KEY", "no key".getBytes(StandardCharsets.UTF_8));

  private static final Map<String, Case> CASES = cases();

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    forms(cases);
    limits(cases);
    certificates(cases);
    leaves(cases);
    keys(cases);
    previous(cases);
    pins(cases);
    return cases;
  }

  private static void forms(Map<String, Case> cases) {
    String cut = GOOD.substring(0, GOOD.lastIndexOf("-----END"));
    cases.put("as OpenSSL writes it", Case.of(GOOD));
    cases.put("carriage returns", Case.of(GOOD.replace("\n", "\r\n")));
    cases.put("without line ends", Case.of(GOOD.replace("\n", " ")));
    cases.put("text between", Case.of("subject=CN x\n" + GOOD + "\n issuer\n" + GOOD));
    cases.put("no last line end", Case.of(GOOD.strip()));
    cases.put("the older label", Case.of(GOOD.replace("CERTIFICATE", "X509 CERTIFICATE")));
    cases.put(
        "another block beside", Case.of(HeldCertificate.block("X509 CRL", new byte[1]) + GOOD));
    cases.put("empty", Case.of("", ViolationCode.PEM_EMPTY));
    cases.put("no PEM", Case.of("MIIB", ViolationCode.PEM_EMPTY));
    cases.put(
        "another block alone",
        Case.of(HeldCertificate.block("PKCS7", new byte[1]), ViolationCode.PEM_EMPTY));
    cases.put(
        "OpenSSL's trusted form",
        Case.of(GOOD.replace("CERTIFICATE", "TRUSTED CERTIFICATE"), ViolationCode.PEM_EMPTY));
    cases.put("no end", Case.of(cut, ViolationCode.PEM_MALFORMED));
    cases.put("end of another", Case.of(cut + "-----END X-----", ViolationCode.PEM_MALFORMED));
    cases.put("end alone", Case.of("-----END X-----" + GOOD, ViolationCode.PEM_MALFORMED));
    cases.put("begin twice", Case.of(cut + GOOD, ViolationCode.PEM_MALFORMED));
    cases.put(
        "no base64",
        Case.of(
            GOOD + "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n",
            ViolationCode.PEM_MALFORMED));
  }

  private static void limits(Map<String, Case> cases) {
    cases.put("64 KiB", Case.of(GOOD + " ".repeat(65_536 - GOOD.length())));
    cases.put(
        "64 KiB and a byte",
        Case.of(GOOD + " ".repeat(65_537 - GOOD.length()), ViolationCode.PEM_TOO_LARGE));
    cases.put(
        "64 KiB in fewer characters",
        Case.of(GOOD + "\u00e9".repeat(32_768), ViolationCode.PEM_TOO_LARGE));
    List<String> others = new ArrayList<>();
    for (int number = 0; number < 9; number++) {
      others.add(CA.authority("CN=Other " + number).build().pem());
    }
    cases.put("10 certificates", Case.of(GOOD + String.join("", others.subList(0, 8))));
    cases.put(
        "11 certificates",
        Case.of(GOOD + String.join("", others), ViolationCode.PEM_TOO_MANY_CERTIFICATES));
    cases.put("repeats are not counted", Case.of(GOOD.repeat(11)));
  }

  private static void certificates(Map<String, Case> cases) {
    byte[] der = der(LEAF);
    byte[] longer = Arrays.copyOf(der, der.length + 1);
    byte[] other = der.clone();
    other[5] ^= 0x40;
    HeldCertificate odd =
        CA.client("odd")
            .withoutAlternativeNames()
            .rawExtension(Extension.subjectAlternativeName.getId(), false, new byte[] {1, 2, 3})
            .build();
    cases.put("text as DER", malformed("text".getBytes(StandardCharsets.UTF_8)));
    cases.put("nothing as DER", malformed(new byte[0]));
    cases.put("bytes behind", malformed(longer));
    cases.put("cut off", malformed(Arrays.copyOf(der, der.length - 1)));
    cases.put("another length", malformed(other));
    cases.put("an extension of garbage", malformed(der(odd)));
    HeldCertificate expired =
        CA.client("old")
            .validity(
                Requests.NOW.minus(Duration.ofDays(9)), Requests.NOW.minus(Duration.ofDays(1)))
            .build();
    cases.put("expired", Case.of(expired.chainPem()));
    cases.put("not signed by its issuer", Case.of(strange().pem() + CA.intermediate().pem()));
  }

  private static void leaves(Map<String, Case> cases) {
    HeldCertificate second = CA.client("second").build();
    cases.put("leaf alone", Case.of(LEAF.pem()));
    cases.put("any order", Case.of(CA.root().pem() + CA.intermediate().pem() + LEAF.pem()));
    cases.put("stranger CA", Case.of(GOOD + CA.authority("CN=Stranger").build().pem()));
    cases.put("two leaves", Case.of(GOOD + second.pem(), ViolationCode.LEAF_AMBIGUOUS));
    cases.put("root alone", Case.of(CA.root().pem(), ViolationCode.LEAF_IS_CA));
    cases.put("intermediate alone", Case.of(CA.intermediate().pem(), ViolationCode.LEAF_IS_CA));
    cases.put(
        "two CAs alone",
        Case.of(
            CA.root().pem() + CA.authority("CN=Other").build().pem(),
            ViolationCode.LEAF_AMBIGUOUS));
    cases.put("self-signed", Case.of(CA.certificate("CN=self").build().pem()));
  }

  private static void keys(Map<String, Case> cases) {
    cases.put("key before", Case.of(KEY + GOOD, ViolationCode.PRIVATE_KEY_IN_BUNDLE));
    cases.put(
        "key in lower case",
        Case.of(GOOD + "-----begin rsa private key-----", ViolationCode.PRIVATE_KEY_IN_BUNDLE));
    cases.put(
        "end of a key",
        Case.of(
            GOOD + "MC4C-----END PRIVATE KEY-----",
            ViolationCode.PRIVATE_KEY_IN_BUNDLE,
            ViolationCode.PEM_MALFORMED));
    cases.put("words about a key", Case.of("the private key stays\n" + GOOD));
    cases.put("key and no certificate", Case.of(KEY, ViolationCode.PRIVATE_KEY_IN_BUNDLE));
  }

  private static void previous(Map<String, Case> cases) {
    HeldCertificate old = Requests.replaced();
    cases.put("previous alone", Case.replacing(old.pem()));
    cases.put("previous with its root", Case.replacing(old.fullChainPem()));
    cases.put("previous CA", Case.replacing(CA.intermediate().pem()));
    cases.put("previous unreadable", Case.replacing("no", ViolationCode.PEM_EMPTY));
    cases.put("previous is the new", Case.replacing(GOOD, ViolationCode.PIN_DUPLICATE));
    cases.put(
        "previous with a key",
        Case.replacing(KEY + old.pem(), ViolationCode.PRIVATE_KEY_IN_BUNDLE));
    cases.put("two previous", Case.replacing(old.pem() + LEAF.pem(), ViolationCode.LEAF_AMBIGUOUS));
  }

  private static void pins(Map<String, Case> cases) {
    String one = Requests.pin(1);
    String two = Requests.pin(2);
    String own = CertificatePin.of(der(LEAF)).base64();
    cases.put("two backup pins", Case.pinning(List.of(one, two)));
    cases.put(
        "three backup pins",
        Case.pinning(List.of(one, two, Requests.pin(3)), ViolationCode.PIN_COUNT_EXCEEDED));
    cases.put("a pin twice", Case.pinning(List.of(one, one), ViolationCode.PIN_DUPLICATE));
    cases.put("the leaf's own pin", Case.pinning(List.of(own), ViolationCode.PIN_DUPLICATE));
    cases.put("a prefix", Case.pinning(List.of("sha256/" + one), ViolationCode.PIN_MALFORMED));
    cases.put(
        "bits beyond", Case.pinning(List.of(one.replace("A=", "B=")), ViolationCode.PIN_MALFORMED));
  }

  private static Case malformed(byte[] content) {
    return Case.of(
        GOOD + HeldCertificate.block("CERTIFICATE", content), ViolationCode.CERTIFICATE_MALFORMED);
  }

  private static HeldCertificate strange() {
    return CA.client("strange").signedWithKeyOf(CA.root()).build();
  }

  static Stream<String> names() {
    return CASES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void refusesWhatItSaysAndNothingElse(String name) {
    assertThat(refused(CASES.get(name))).isEqualTo(CASES.get(name).refused());
  }

  @ParameterizedTest
  @MethodSource("names")
  void refusesWhatTheValidatorRefusesUnderItsMildestSettingsAndNothingElse(String name) {
    Case texts = CASES.get(name);
    Set<ViolationCode> here = refused(texts);
    Set<ViolationCode> there = codes(texts);

    if (texts.previous().isEmpty()) {
      assertThat(there.stream().filter(ChainCheck.CODES::containsKey))
          .containsExactlyInAnyOrderElementsOf(here);
    }
    assertThat(here.isEmpty()).isEqualTo(noneIsFinal(there));
  }

  @Test
  void everyCodeThatCanBeRefusedHasACase() {
    assertThat(CASES.values().stream().flatMap(texts -> texts.refused().stream()))
        .containsAll(ChainCheck.CODES.keySet());
  }

  private static boolean noneIsFinal(Set<ViolationCode> codes) {
    return codes.stream()
        .noneMatch(
            code ->
                ChainCheck.CODES.containsKey(code)
                    || code == ViolationCode.PREVIOUS_CERTIFICATE_UNREADABLE);
  }

  private static Set<ViolationCode> refused(Case texts) {
    List<Fault> faults = new ArrayList<>();
    new ChainCheck()
        .check(
            Optional.of(texts.chain()),
            texts.previous(),
            texts.backupPins(),
            name -> "/" + name,
            faults);
    assertThat(faults)
        .allSatisfy(
            fault ->
                assertThat(fault.code())
                    .isEqualTo(ChainCheck.CODES.get(fault.violation().orElseThrow())));
    return faults.stream()
        .map(fault -> fault.violation().orElseThrow())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ViolationCode.class)));
  }

  private static Set<ViolationCode> codes(Case texts) {
    PolicyTemplate mildest = ShippedPolicies.withoutTarget(Set.of());
    Verdict verdict =
        new ChainValidator()
            .validate(
                new ChainRequest(
                    texts.chain(), texts.previous(), texts.backupPins(), mildest.targetKind()),
                ValidationParameters.at(Requests.NOW, mildest),
                new TrustStore(pool(CA.root())),
                new IntermediateStore(pool(CA.intermediate())));
    return switch (verdict) {
      case Verdict.Valid valid -> EnumSet.noneOf(ViolationCode.class);
      case Verdict.Refused refused ->
          refused.violations().stream()
              .map(Violation::code)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(ViolationCode.class)));
    };
  }

  private static CertificatePool pool(HeldCertificate certificate) {
    return switch (new PemReader(PemLimits.CONFIGURED).read(certificate.pem())) {
      case PemReading.Read read -> new CertificatePool(read.bundle().certificates());
      case PemReading.Unreadable unreadable -> throw new AssertionError(unreadable);
    };
  }

  private static byte[] der(HeldCertificate certificate) {
    try {
      return certificate.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }
}
