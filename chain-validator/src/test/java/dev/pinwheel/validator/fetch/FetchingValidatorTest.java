package dev.pinwheel.validator.fetch;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.ChainCase.parsed;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_REVOKED;
import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INCOMPLETE;
import static dev.pinwheel.chain.finding.ViolationCode.REVOCATION_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.ChainRequest;
import dev.pinwheel.chain.ChainValidator;
import dev.pinwheel.chain.Verdict;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.TestCrl;
import dev.pinwheel.chain.revocation.TestOcsp;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLReason;
import org.junit.jupiter.api.Test;

class FetchingValidatorTest {

  private static final HeldCertificate UPPER = CA.authority("CN=Upper").issuedBy(CA.root()).build();
  private static final HeldCertificate LOWER = CA.authority("CN=Lower").issuedBy(UPPER).build();
  private static final HeldCertificate LEAF = CA.clientOf(LOWER, "leaf").build();
  private static final PolicyTemplate ANY = policy("");
  private static final PolicyTemplate HARD = policy("revocation: hard");
  private static final PolicyTemplate SOFT = policy("revocation: soft");

  private final List<ParsedCertificate> asked = new ArrayList<>();

  @Test
  void fetchesOneMissingIssuerAfterTheOther() {
    Verdict verdict = validate(LEAF.pem(), ANY, issuers(LOWER, UPPER), RevocationSource.NONE);

    assertThat(verdict).isInstanceOf(Verdict.Valid.class);
    assertThat(((Verdict.Valid) verdict).chain().pem())
        .isEqualTo(LEAF.pem() + LOWER.pem() + UPPER.pem());
    assertThat(verdict.notes())
        .extracting(Note::kind)
        .containsExactly(Note.Kind.FETCHED, Note.Kind.FETCHED, Note.Kind.DEEPER_THAN_USUAL);
    assertThat(verdict.notes().getFirst().message())
        .contains("http://pki.example/CN=Lower", "CN=Lower");
  }

  @Test
  void fetchesNothingWhereNothingIsMissing() {
    validate(LEAF.chainPem(), ANY, issuers(LOWER), RevocationSource.NONE);

    assertThat(asked).isEmpty();
  }

  @Test
  void saysWhatIsMissingWhereItCannotBeFetched() {
    assertThat(codes(validate(LEAF.pem(), ANY, issuers(LOWER), RevocationSource.NONE)))
        .contains(CERT_CHAIN_INCOMPLETE);
    assertThat(asked).hasSize(2);
  }

  @Test
  void anIssuerThatDoesNotFitHelpsNothing() {
    HeldCertificate lookAlike = CA.authority("CN=Lower").issuedBy(CA.root()).build();

    assertThat(codes(validate(LEAF.pem(), ANY, issuers(lookAlike), RevocationSource.NONE)))
        .isNotEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void stopsAfterAFewIssuers() {
    List<HeldCertificate> authorities = new ArrayList<>();
    HeldCertificate issuer = CA.root();
    for (int depth = 0; depth <= FetchingValidator.MOST_ISSUERS_FETCHED_FOR; depth++) {
      issuer = CA.authority("CN=Depth " + depth).issuedBy(issuer).build();
      authorities.add(issuer);
    }
    HeldCertificate leaf = CA.clientOf(issuer, "deep").build();

    assertThat(
            codes(
                validate(
                    leaf.pem(),
                    ANY,
                    issuers(authorities.toArray(HeldCertificate[]::new)),
                    RevocationSource.NONE)))
        .contains(CERT_CHAIN_INCOMPLETE);
    assertThat(asked).hasSize(FetchingValidator.MOST_ISSUERS_FETCHED_FOR);
  }

  @Test
  void fetchesEvidenceWhereThePolicyAsksForIt() {
    assertThat(validate(LEAF.chainPem(), HARD, IssuerSource.NONE, good()))
        .isInstanceOf(Verdict.Valid.class);
    assertThat(asked).hasSize(3);
  }

  @Test
  void fetchesNoEvidenceWhereThePolicyDoesNotLook() {
    validate(LEAF.chainPem(), ANY, IssuerSource.NONE, good());

    assertThat(asked).isEmpty();
  }

  @Test
  void refusesWhatTheFetchedEvidenceRevokes() {
    RevocationSource revoking =
        (certificate, issuer, now) ->
            new EvidenceSet(
                List.of(),
                List.of(TestOcsp.about(LEAF, LOWER).revoked(CRLReason.keyCompromise).read()));

    assertThat(codes(validate(LEAF.chainPem(), SOFT, IssuerSource.NONE, revoking)))
        .containsExactly(CERTIFICATE_REVOKED);
  }

  @Test
  void asksOnceAboutEachCertificateWhereNothingIsKnown() {
    RevocationSource silent =
        (certificate, issuer, now) -> {
          asked.add(certificate);
          return EvidenceSet.NONE;
        };

    assertThat(codes(validate(LEAF.chainPem(), HARD, IssuerSource.NONE, silent)))
        .containsOnly(REVOCATION_UNKNOWN);
    assertThat(asked).hasSize(3).doesNotHaveDuplicates();
    asked.clear();
    assertThat(validate(LEAF.chainPem(), SOFT, IssuerSource.NONE, silent))
        .isInstanceOf(Verdict.Valid.class);
    assertThat(asked).hasSize(3);
  }

  @Test
  void asksTwoSources() {
    RevocationSource lists =
        (certificate, issuer, now) ->
            new EvidenceSet(
                List.of(TestCrl.of(UPPER).read(), TestCrl.of(CA.root()).read()), List.of());
    RevocationSource answers =
        (certificate, issuer, now) ->
            new EvidenceSet(List.of(), List.of(TestOcsp.about(LEAF, LOWER).read()));

    assertThat(validate(LEAF.chainPem(), HARD, IssuerSource.NONE, lists.and(answers)))
        .isInstanceOf(Verdict.Valid.class);
  }

  private RevocationSource good() {
    return (certificate, issuer, now) -> {
      asked.add(certificate);
      return new EvidenceSet(
          List.of(TestCrl.of(LOWER).read(), TestCrl.of(UPPER).read(), TestCrl.of(CA.root()).read()),
          List.of());
    };
  }

  private IssuerSource issuers(HeldCertificate... known) {
    return (certificate, now) -> {
      asked.add(certificate);
      return parsed(known).stream()
          .filter(one -> one.subject().equals(certificate.issuer()))
          .map(one -> new FetchedCertificate(one, "http://pki.example/" + one.subjectText()))
          .toList();
    };
  }

  private static Verdict validate(
      String bundle, PolicyTemplate policy, IssuerSource issuers, RevocationSource revocation) {
    return new FetchingValidator(new ChainValidator(), issuers, revocation)
        .validate(
            new ChainRequest(bundle, Optional.empty(), List.of(), TargetKind.OAUTH_CLIENT),
            ValidationParameters.at(NOW, policy),
            ChainCase.anchors(CA.root()),
            IntermediateStore.EMPTY,
            EvidenceSet.NONE);
  }

  private static List<ViolationCode> codes(Verdict verdict) {
    return ((Verdict.Refused) verdict).violations().stream().map(Violation::code).toList();
  }
}
