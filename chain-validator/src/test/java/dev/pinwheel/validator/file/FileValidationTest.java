package dev.pinwheel.validator.file;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.chain.key.KeyReading;
import dev.pinwheel.chain.policy.PolicyReader;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.policy.TlsUsage;
import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.revocation.TestCrl;
import dev.pinwheel.chain.revocation.TestOcsp;
import dev.pinwheel.chain.transparency.TestLog;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLReason;
import org.junit.jupiter.api.Test;

class FileValidationTest {

  private static final HeldCertificate CLIENT = CA.client("svc").build();
  private static final HeldCertificate SERVER = CA.server("sip.example.com").build();

  @Test
  void reportsThePathOfAValidChain() throws Exception {
    ValidationReport report = FileValidation.validate(request(CLIENT.chainPem()));

    assertThat(report.valid()).isTrue();
    assertThat(report.reachesAnchor()).isTrue();
    assertThat(report.violations()).isEmpty();
    assertThat(report.at()).isEqualTo(NOW);
    assertThat(report.policy().name()).isEqualTo("rfc5280");
    assertThat(report.policy().digest()).hasSize(64);
    assertThat(report.path())
        .extracting(ValidationReport.Step::origin)
        .containsExactly("bundle", "bundle", "anchor");
    assertThat(report.path()).extracting(ValidationReport.Step::position).containsExactly(0, 1, 2);
  }

  @Test
  void reportsWhereAnIncompleteChainBreaks() throws Exception {
    ValidationReport report = FileValidation.validate(request(CLIENT.pem()));

    assertThat(report.valid()).isFalse();
    assertThat(report.reachesAnchor()).isFalse();
    assertThat(report.path()).hasSize(1);
    assertThat(report.violations())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo("CERT_CHAIN_INCOMPLETE");
              assertThat(fault.position()).isZero();
              assertThat(fault.subject()).isEqualTo("CN=svc");
              assertThat(fault.remediation()).isNotBlank();
            });
  }

  @Test
  void addsIntermediatesAndSaysSo() throws Exception {
    FileRequest request =
        new FileRequest(
            CLIENT.pem(),
            CA.root().pem(),
            CA.intermediate().pem(),
            Optional.empty(),
            FileDemand.NONE,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            NOW,
            FileEvidence.NONE);

    ValidationReport report = FileValidation.validate(request);

    assertThat(report.valid()).isTrue();
    assertThat(report.path().get(1).origin()).isEqualTo("intermediates");
    assertThat(report.notes())
        .extracting(ValidationReport.Remark::kind)
        .containsExactly("ADDED_FROM_STORE");
  }

  @Test
  void hasAnEmptyPathWhereNothingCouldBeRead() throws Exception {
    ValidationReport report = FileValidation.validate(request("nothing"));

    assertThat(report.path()).isEmpty();
    assertThat(report.violations())
        .singleElement()
        .satisfies(fault -> assertThat(fault.position()).isNull());
  }

  @Test
  void asksForThePurpose() throws Exception {
    assertThat(codes(with(CLIENT, Optional.of(TlsUsage.CLIENT), ""))).isEmpty();
    assertThat(codes(with(CLIENT, Optional.of(TlsUsage.SERVER), "")))
        .isEqualTo("EKU_SERVER_AUTH_MISSING");
    assertThat(codes(with(SERVER, Optional.of(TlsUsage.SERVER), ""))).isEmpty();
    assertThat(codes(with(SERVER, Optional.of(TlsUsage.CLIENT), "")))
        .isEqualTo("EKU_CLIENT_AUTH_MISSING");
  }

  @Test
  void asksForTheHost() throws Exception {
    assertThat(codes(with(SERVER, Optional.empty(), "sip.example.com"))).isEmpty();
    assertThat(codes(with(SERVER, Optional.empty(), "web.example.com"))).isEqualTo("SAN_MISMATCH");
  }

  @Test
  void appliesAPolicyAndItsUsagesWithThePurpose() throws Exception {
    String yaml =
        "name: p\nversion: '3'\ntargetKind: BYOC_TRUNK\nallowedIssuers: [Other]\n"
            + "requiredEku: [clientAuth]\n";
    FileRequest request =
        new FileRequest(
            CLIENT.chainPem(),
            CA.root().pem(),
            "",
            Optional.of(
                PolicyTemplate.of(
                    PolicyReader.read("p.yaml", yaml.getBytes(StandardCharsets.UTF_8)))),
            FileDemand.of(Optional.of(TlsUsage.SERVER), Optional.empty()),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            NOW,
            FileEvidence.NONE);

    ValidationReport report = FileValidation.validate(request);

    assertThat(report.policy().digest()).hasSize(64);
    assertThat(report.violations())
        .extracting(ValidationReport.Fault::code)
        .containsExactly("COMPLIANCE_TLS_CERT_MISMATCH", "EKU_SERVER_AUTH_MISSING");
  }

  @Test
  void judgesPinsAndKeyWhereTheyAreGiven() throws Exception {
    FileRequest request =
        new FileRequest(
            CLIENT.chainPem(),
            CA.root().pem(),
            "",
            Optional.empty(),
            FileDemand.NONE,
            Optional.of(CLIENT.pem()),
            List.of("no pin"),
            Optional.of(new KeyReading.Unreadable("x")),
            NOW,
            FileEvidence.NONE);

    assertThat(codes(request)).isEqualTo("PRIVATE_KEY_UNREADABLE,PIN_MALFORMED,PIN_DUPLICATE");
  }

  @Test
  void namesTheInputThatCannotBeRead() {
    assertThat(refusal("nothing", "", "").input()).isEqualTo("anchors");
    assertThat(refusal(CA.root().pem(), "nothing", "").input()).isEqualTo("intermediates");
    assertThat(refusal(CA.root().pem(), "", "a b").input()).isEqualTo("host");
  }

  @Test
  void printsPinsWithoutValidating() throws Exception {
    assertThat(FileValidation.pins(CA.root().pem() + CLIENT.pem()).rows())
        .extracting(row -> row.subject())
        .containsExactly("CN=Pinwheel Test Root,O=Pinwheel", "CN=svc");
    assertThat(FileValidation.pins(CLIENT.pem()).rows().getFirst().certificatePin().base64())
        .isEqualTo(
            FileValidation.validate(request(CLIENT.chainPem())).path().getFirst().certificatePin());
  }

  @Test
  void refusesToPrintPinsOfNothing() {
    assertThat(
            catchThrowableOfType(
                    UnreadableInputException.class, () -> FileValidation.pins("nothing"))
                .input())
        .isEqualTo("certificates");
  }

  private static FileRequest request(String chain) {
    return new FileRequest(
        chain,
        CA.root().pem(),
        "",
        Optional.empty(),
        FileDemand.NONE,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        NOW,
        FileEvidence.NONE);
  }

  private static FileRequest with(HeldCertificate leaf, Optional<TlsUsage> purpose, String host) {
    return new FileRequest(
        leaf.chainPem(),
        CA.root().pem(),
        "",
        Optional.empty(),
        FileDemand.of(purpose, host.isEmpty() ? Optional.empty() : Optional.of(host)),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        NOW,
        FileEvidence.NONE);
  }

  private static String codes(FileRequest request) throws UnreadableInputException {
    return String.join(
        ",",
        FileValidation.validate(request).violations().stream()
            .map(ValidationReport.Fault::code)
            .toList());
  }

  private static UnreadableInputException refusal(
      String anchors, String intermediates, String host) {
    FileRequest request =
        new FileRequest(
            CLIENT.chainPem(),
            anchors,
            intermediates,
            Optional.empty(),
            FileDemand.of(Optional.empty(), host.isEmpty() ? Optional.empty() : Optional.of(host)),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            NOW,
            FileEvidence.NONE);
    return catchThrowableOfType(
        UnreadableInputException.class, () -> FileValidation.validate(request));
  }

  @Test
  void aRevokedLeafIsRefusedBySoftFailureWhereACrlIsGiven() throws Exception {
    byte[] list = TestCrl.of(CA.intermediate()).revoking(CLIENT).pem().getBytes(US_ASCII);

    assertThat(codes(evidence(List.of(list), List.of(), Optional.empty())))
        .containsExactly("CERTIFICATE_REVOKED");
  }

  @Test
  void missingEvidenceIsANoteOrAViolationAsIsAskedFor() throws Exception {
    byte[] list = TestCrl.of(CA.intermediate()).der();

    ValidationReport soft =
        FileValidation.validate(
            with(evidence(List.of(list), List.of(), Optional.of(RevocationMode.SOFT_FAIL))));
    assertThat(soft.valid()).isTrue();
    assertThat(soft.notes())
        .extracting(ValidationReport.Remark::kind)
        .containsExactly("REVOCATION_UNKNOWN");
    assertThat(codes(evidence(List.of(list), List.of(), Optional.of(RevocationMode.HARD_FAIL))))
        .containsExactly("REVOCATION_UNKNOWN");
    byte[] both =
        (TestCrl.of(CA.intermediate()).pem() + TestCrl.of(CA.root()).pem()).getBytes(US_ASCII);
    assertThat(codes(evidence(List.of(both), List.of(), Optional.of(RevocationMode.HARD_FAIL))))
        .isEmpty();
  }

  @Test
  void revocationIsNotLookedAtWhereItIsOff() throws Exception {
    byte[] list = TestCrl.of(CA.intermediate()).revoking(CLIENT).der();

    assertThat(codes(evidence(List.of(list), List.of(), Optional.of(RevocationMode.OFF))))
        .isEmpty();
  }

  @Test
  void anOcspResponseCounts() throws Exception {
    byte[] answer = TestOcsp.about(CLIENT, CA.intermediate()).revoked(CRLReason.superseded).der();

    assertThat(codes(evidence(List.of(), List.of(answer), Optional.empty())))
        .containsExactly("CERTIFICATE_REVOKED");
  }

  @Test
  void evidenceThatCannotBeReadIsNoVerdict() {
    assertThat(unreadable(evidence(List.of(new byte[] {1, 2}), List.of(), Optional.empty())))
        .contains("CRL: no CRL");
    assertThat(unreadable(evidence(List.of(), List.of(new byte[] {1, 2}), Optional.empty())))
        .contains("OCSP response: no OCSP response");
    assertThat(
            unreadable(
                evidence(
                    List.of("-----BEGIN X509 CRL-----".getBytes(US_ASCII)),
                    List.of(),
                    Optional.empty())))
        .contains("has no END line");
    assertThat(
            unreadable(new FileEvidence(List.of(), List.of(), Optional.of("{}"), Optional.empty())))
        .contains("list of logs: operators: expected an array");
  }

  @Test
  void aListOfLogsAsksForWhatBrowsersAskFor() throws Exception {
    TestLog one = TestLog.of("one", "Alpha");
    TestLog two = TestLog.of("two", "Beta");
    FileEvidence logs =
        new FileEvidence(
            List.of(), List.of(), Optional.of(TestLog.json(one, two)), Optional.empty());

    assertThat(codes(logs)).containsExactly("CT_INSUFFICIENT");
    HeldCertificate logged = TestLog.logged(CA.client("svc"), CA.intermediate(), one, two);
    assertThat(FileValidation.validate(with(logged, logs)).violations()).isEmpty();
  }

  private static FileEvidence evidence(
      List<byte[]> crls, List<byte[]> answers, Optional<RevocationMode> mode) {
    return new FileEvidence(crls, answers, Optional.empty(), mode);
  }

  private static List<String> codes(FileEvidence evidence) throws UnreadableInputException {
    return FileValidation.validate(with(evidence)).violations().stream()
        .map(ValidationReport.Fault::code)
        .toList();
  }

  private static String unreadable(FileEvidence evidence) {
    return catchThrowableOfType(
            UnreadableInputException.class, () -> FileValidation.validate(with(evidence)))
        .getMessage();
  }

  private static FileRequest with(FileEvidence evidence) {
    return with(CLIENT, evidence);
  }

  private static FileRequest with(HeldCertificate leaf, FileEvidence evidence) {
    return new FileRequest(
        leaf.chainPem(),
        CA.root().pem(),
        "",
        Optional.empty(),
        FileDemand.NONE,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        NOW,
        evidence);
  }
}
