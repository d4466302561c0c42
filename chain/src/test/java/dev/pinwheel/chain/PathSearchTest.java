package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.ChainCase.bundle;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.parsed;
import static dev.pinwheel.chain.ChainCase.text;
import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INCOMPLETE;
import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INVALID;
import static dev.pinwheel.chain.finding.ViolationCode.ROOT_NOT_TRUSTED;
import static dev.pinwheel.chain.finding.ViolationCode.SIGNATURE_ALGORITHM_WEAK;
import static dev.pinwheel.chain.finding.ViolationCode.VALIDITY_EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.PathCertificate.Origin;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which path is found among several, and what is said where there is none. */
class PathSearchTest {

  private static final HeldCertificate LEAF = CA.client("leaf").build();
  private static final List<String> ORDERED =
      List.of("CN=leaf", "CN=GenesysCloudArchitectureCA,O=Pinwheel");

  @Test
  void ordersTheChainLeafFirst() {
    ValidatedChain chain = bundle(CA.intermediate(), LEAF).valid();

    assertThat(subjects(chain)).isEqualTo(ORDERED);
    assertThat(chain.pem()).isEqualTo(LEAF.chainPem());
    assertThat(kinds(chain)).containsExactly(Note.Kind.REORDERED);
  }

  @Test
  void everyOrderOfABundleGivesTheSameChain() {
    HeldCertificate upper = CA.authority("CN=Upper").issuedBy(CA.root()).build();
    HeldCertificate lower = CA.authority("CN=Lower").issuedBy(upper).build();
    HeldCertificate leaf = CA.clientOf(lower, "deep").build();

    for (List<HeldCertificate> order : permutations(List.of(leaf, lower, upper, CA.root()))) {
      ValidatedChain chain = bundle(order.toArray(HeldCertificate[]::new)).anyIssuer().valid();

      assertThat(chain.pem()).isEqualTo(leaf.fullChainPem());
    }
  }

  @Test
  void addsNothingToAChainThatIsInOrder() {
    assertThat(chain(LEAF).valid().notes()).isEmpty();
  }

  @Test
  void sendsTheRootOnOnlyWhereItWasSent() {
    assertThat(chain(LEAF).valid().pem()).isEqualTo(LEAF.chainPem());
    assertThat(text(LEAF.fullChainPem()).valid().pem()).isEqualTo(LEAF.fullChainPem());
  }

  @Test
  void takesAMissingIntermediateFromTheStoreAndSaysSo() {
    ValidatedChain chain = bundle(LEAF).storing(CA.intermediate()).valid();

    assertThat(subjects(chain)).isEqualTo(ORDERED);
    assertThat(chain.chain().get(1).origin()).isEqualTo(Origin.STORE);
    assertThat(kinds(chain)).containsExactly(Note.Kind.ADDED_FROM_STORE);
    assertThat(chain.digestMatrix().rows().get(0).addedFromStore()).isFalse();
    assertThat(chain.digestMatrix().rows().get(1).addedFromStore()).isTrue();
  }

  @Test
  void takesTwoMissingIntermediatesFromTheStore() {
    HeldCertificate upper = CA.authority("CN=Upper").issuedBy(CA.root()).build();
    HeldCertificate lower = CA.authority("CN=Lower").issuedBy(upper).build();

    ValidatedChain chain =
        bundle(CA.clientOf(lower, "x").build()).storing(upper, lower).anyIssuer().valid();

    assertThat(chain.chain()).hasSize(3);
  }

  @Test
  void doesNotTrustTheStore() {
    TestPki strange = TestPki.create();

    assertThat(bundle(strange.leaf()).storing(strange.intermediate(), strange.root()).codes())
        .containsExactly(ROOT_NOT_TRUSTED);
  }

  @Test
  void passesOverCertificatesThatBelongElsewhere() {
    HeldCertificate stranger = CA.authority("CN=Stranger").build();

    ValidatedChain chain = bundle(LEAF, stranger, CA.intermediate()).valid();

    assertThat(subjects(chain)).isEqualTo(ORDERED);
    assertThat(kinds(chain)).containsExactly(Note.Kind.NOT_USED);
  }

  @Test
  void namesTheMissingIssuerAndTheCertificateThatNeedsIt() {
    Violation missing = bundle(LEAF).violations().getFirst();

    assertThat(missing.code()).isEqualTo(CERT_CHAIN_INCOMPLETE);
    assertThat(missing.location()).isEqualTo(new Location.AtCertificate(0, "CN=leaf"));
    assertThat(missing.required()).contains("CN=GenesysCloudArchitectureCA,O=Pinwheel");
  }

  @Test
  void refusesALookAlikeOfTheIntermediate() {
    HeldCertificate lookAlike =
        CA.authority("CN=GenesysCloudArchitectureCA,O=Pinwheel").issuedBy(CA.root()).build();

    assertThat(bundle(LEAF, lookAlike).codes()).containsExactly(CERT_CHAIN_INVALID);
  }

  @Test
  void findsTheRealIntermediateBesideALookAlike() {
    HeldCertificate lookAlike =
        CA.authority("CN=GenesysCloudArchitectureCA,O=Pinwheel").issuedBy(CA.root()).build();

    assertThat(subjects(bundle(LEAF, lookAlike, CA.intermediate()).valid())).isEqualTo(ORDERED);
    assertThat(subjects(bundle(LEAF, lookAlike).storing(CA.intermediate()).valid()))
        .isEqualTo(ORDERED);
  }

  @Test
  void refusesALookAlikeOfTheRoot() {
    TestPki forged = TestPki.create();

    assertThat(text(forged.leaf().fullChainPem()).codes()).containsExactly(ROOT_NOT_TRUSTED);
  }

  @Test
  void refusesAPathWhoseIntermediateTheAnchorDidNotSign() {
    TestPki forged = TestPki.create();

    Violation violation = chain(forged.leaf()).violations().getFirst();

    assertThat(violation.code()).isEqualTo(CERT_CHAIN_INVALID);
    assertThat(violation.location())
        .isEqualTo(new Location.AtCertificate(1, "CN=GenesysCloudArchitectureCA,O=Pinwheel"));
  }

  @Test
  void takesTheValidOneOfTwoCrossSigns() {
    HeldCertificate expired = renewed(CA.intermediate()).validity(past(60), past(1)).build();
    HeldCertificate current = renewed(CA.intermediate()).build();

    for (List<HeldCertificate> order : permutations(List.of(LEAF, expired, current))) {
      ValidatedChain chain = bundle(order.toArray(HeldCertificate[]::new)).valid();

      assertThat(chain.path().at(1)).isEqualTo(parsed(current).getFirst());
    }
  }

  @Test
  void saysWhatIsWrongWithTheOnlyCrossSign() {
    HeldCertificate expired = renewed(CA.intermediate()).validity(past(60), past(1)).build();

    Violation violation = bundle(LEAF, expired).violations().getFirst();

    assertThat(violation.code()).isEqualTo(VALIDITY_EXPIRED);
    assertThat(violation.location())
        .isEqualTo(new Location.AtCertificate(1, "CN=GenesysCloudArchitectureCA,O=Pinwheel"));
  }

  @Test
  void takesTheCrossSignThatReachesATrustedRoot() {
    TestPki other = TestPki.create();
    HeldCertificate byOther = renewed(CA.intermediate()).issuedBy(other.root()).build();

    assertThat(subjects(bundle(LEAF, byOther, other.root(), CA.intermediate()).valid()))
        .isEqualTo(ORDERED);
    assertThat(bundle(LEAF, byOther).trusting(other.root()).valid().chain()).hasSize(2);
  }

  @Test
  void takesTheCrossSignWithTheStrongSignature() {
    HeldCertificate weak = renewed(CA.intermediate()).signatureAlgorithm("SHA1withECDSA").build();

    assertThat(bundle(LEAF, weak, CA.intermediate()).codes()).isEmpty();
    assertThat(bundle(LEAF, weak).codes()).containsExactly(SIGNATURE_ALGORITHM_WEAK);
  }

  @Test
  void prefersThePathWithFewerFaults() {
    HeldCertificate worse =
        renewed(CA.intermediate())
            .validity(past(60), past(1))
            .signatureAlgorithm("SHA1withECDSA")
            .build();
    HeldCertificate bad = renewed(CA.intermediate()).validity(past(60), past(1)).build();

    assertThat(bundle(LEAF, worse, bad).codes()).containsExactly(VALIDITY_EXPIRED);
  }

  @Test
  void endsALoopOfCasThatIssuedEachOther() {
    HeldCertificate a = CA.authority("CN=A").build();
    HeldCertificate b = CA.authority("CN=B").issuedBy(a).build();
    HeldCertificate aByB = CA.authority("CN=A").keyOf(a).issuedBy(b).build();
    HeldCertificate leaf = CA.clientOf(b, "looped").build();

    assertThat(bundle(leaf, b, aByB).anyIssuer().codes()).containsExactly(CERT_CHAIN_INCOMPLETE);
    assertThat(bundle(leaf, b, aByB).anyIssuer().trusting(a).codes()).isEmpty();
  }

  @Test
  void followsATenCertificateBundleToItsRoot() {
    HeldCertificate issuer = CA.root();
    List<HeldCertificate> bundle = new ArrayList<>();
    for (int number = 0; number < 9; number++) {
      issuer = CA.authority("CN=CA " + number).issuedBy(issuer).build();
      bundle.add(issuer);
    }
    HeldCertificate leaf = CA.clientOf(issuer, "deep").build();
    bundle.add(leaf);
    Collections.reverse(bundle);
    Collections.swap(bundle, 2, 7);

    ChainCase deep = bundle(bundle.toArray(HeldCertificate[]::new)).anyIssuer();

    assertThat(deep.valid().chain()).hasSize(10);
    assertThat(deep.valid().pem()).isEqualTo(leaf.chainPem());
  }

  @Test
  void acceptsAnIntermediateThatIsItselfTrusted() {
    ChainCase pinned = bundle(LEAF, CA.intermediate()).trusting(CA.intermediate());

    assertThat(pinned.valid().path().length()).isEqualTo(2);
    assertThat(bundle(LEAF).trusting(CA.intermediate()).valid().chain()).hasSize(1);
  }

  @Test
  void tellsFaultsOfAPathThatReachesNoAnchorToo() {
    HeldCertificate expired = CA.client("old").validity(past(60), past(1)).build();

    assertThat(bundle(expired).codes()).containsExactly(CERT_CHAIN_INCOMPLETE, VALIDITY_EXPIRED);
  }

  private static dev.pinwheel.testing.pki.CertificateBuilder renewed(HeldCertificate authority) {
    return CA.authority("CN=GenesysCloudArchitectureCA,O=Pinwheel")
        .keyOf(authority)
        .issuedBy(CA.root());
  }

  private static java.time.Instant past(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  private static List<String> subjects(ValidatedChain chain) {
    return chain.chain().stream().map(step -> step.certificate().subjectText()).toList();
  }

  private static List<Note.Kind> kinds(ValidatedChain chain) {
    return chain.notes().stream().map(Note::kind).toList();
  }

  private static List<List<HeldCertificate>> permutations(List<HeldCertificate> elements) {
    if (elements.isEmpty()) {
      return List.of(List.of());
    }
    List<List<HeldCertificate>> all = new ArrayList<>();
    for (HeldCertificate first : elements) {
      List<HeldCertificate> others = new ArrayList<>(elements);
      others.remove(first);
      for (List<HeldCertificate> rest : permutations(others)) {
        List<HeldCertificate> one = new ArrayList<>(List.of(first));
        one.addAll(rest);
        all.add(one);
      }
    }
    return all;
  }

  /** Another PKI whose names are those of the trusted one. */
  private record TestPki(HeldCertificate root, HeldCertificate intermediate, HeldCertificate leaf) {
    static TestPki create() {
      dev.pinwheel.testing.pki.TestCa other =
          dev.pinwheel.testing.pki.TestCa.create(NOW, new java.security.SecureRandom());
      return new TestPki(other.root(), other.intermediate(), other.client("leaf").build());
    }
  }
}
