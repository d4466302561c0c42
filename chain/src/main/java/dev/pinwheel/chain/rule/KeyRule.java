package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.KEY_NOT_ALLOWED;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_TOO_WEAK;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.policy.NamedKey;
import dev.pinwheel.chain.policy.PolicyTemplate;
import java.util.Set;
import java.util.function.Consumer;

/** The key of every certificate of the path, the anchor included, is of a kind that may be used. */
final class KeyRule implements PathRule {

  /** Larger keys are a way to make others work. */
  private static final int MOST_RSA_BITS = 8192;

  /** Below this, a curve is not merely unlisted but weak (NIST SP 800-57 part 1, table 2). */
  private static final int LEAST_CURVE_BITS = 256;

  private static final Set<NamedKey> OF_THE_WEB =
      Set.of(NamedKey.P_256, NamedKey.P_384, NamedKey.P_521);

  private static final String NEW_KEY =
      "openssl ecparam -name prime256v1 -genkey -noout -out leaf.key";
  private static final String SAME_KEY =
      "openssl ec -in leaf.key -param_enc named_curve -conv_form uncompressed -out named.key";

  private static final String MAIL = "CA/Browser Forum S/MIME Baseline Requirements 6.1.5";
  private static final String WEB = "CA/Browser Forum Baseline Requirements 6.1.5 and 7.1.3.1";

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    PolicyTemplate policy = parameters.policy();
    boolean web = parameters.profile() == Profile.WEBPKI;
    for (int position = 0; position < path.length(); position++) {
      ParsedCertificate certificate = path.at(position);
      int at = position;
      switch (SubjectKey.of(certificate)) {
        case SubjectKey.Rsa rsa when rsa.bits() < policy.minRsaBits() ->
            violations.accept(
                violation(KEY_TOO_WEAK, "is too small", at, certificate)
                    .citing(policy.citation("minRsaBits"))
                    .measured(
                        "RSA " + rsa.bits(), "RSA %d or more".formatted(policy.minRsaBits())));
        case SubjectKey.Rsa rsa when rsa.bits() > MOST_RSA_BITS ->
            violations.accept(
                violation(KEY_NOT_ALLOWED, "is too large", at, certificate)
                    .measured("RSA " + rsa.bits(), "RSA %d or less".formatted(MOST_RSA_BITS)));
        case SubjectKey.Rsa rsa when !rsa.hasValidExponent() ->
            violations.accept(
                violation(KEY_NOT_ALLOWED, "has an exponent that makes no sense", at, certificate)
                    .citing("RFC 8017 section 3.1")
                    .measured(rsa.exponent().toString(), "an odd number, 3 or more"));
        case SubjectKey.Rsa rsa
            when parameters.profile() != Profile.RFC5280 && rsa.bits() % 8 != 0 ->
            violations.accept(
                violation(KEY_NOT_ALLOWED, "has a modulus of odd length", at, certificate)
                    .citing(web ? WEB : MAIL)
                    .measured("RSA " + rsa.bits(), "a number of bits that 8 divides"));
        case SubjectKey.Rsa rsa -> {}
        case SubjectKey.Dsa dsa when !web && parameters.tolerates(Tolerance.LEGACY_DSA) -> {}
        case SubjectKey.Dsa dsa ->
            violations.accept(
                notListed(policy, at, certificate).measured("DSA", "RSA, " + listed(policy)));
        case SubjectKey.Named named when web && !OF_THE_WEB.contains(named.key()) ->
            violations.accept(
                violation(
                        KEY_NOT_ALLOWED, "is of a kind that the web does not use", at, certificate)
                    .citing(WEB)
                    .measured(named.key().text(), "RSA, P-256, P-384, P-521"));
        case SubjectKey.Named named when !policy.allowedKeys().contains(named.key()) ->
            violations.accept(
                notListed(policy, at, certificate).measured(named.key().text(), listed(policy)));
        case SubjectKey.Named named when at == 0 && !suitsLeaf(named.key(), policy) ->
            violations.accept(
                violation(KEY_NOT_ALLOWED, "is of a kind that leaves may not have", at, certificate)
                    .citing(policy.citation("leafCurves"))
                    .measured(
                        named.key().text(), "RSA, " + texts(policy.leafKeys().orElseThrow())));
        case SubjectKey.Named named -> {}
        case SubjectKey.OtherCurve curve when curve.bits() > 0 && curve.bits() < LEAST_CURVE_BITS ->
            violations.accept(
                violation(KEY_TOO_WEAK, "is too small", at, certificate)
                    .measured(
                        "EC %s, %d bits".formatted(curve.name(), curve.bits()), listed(policy)));
        case SubjectKey.OtherCurve curve ->
            violations.accept(
                violation(
                        KEY_NOT_ALLOWED,
                        "is on the curve %s, which no policy can list".formatted(curve.name()),
                        at,
                        certificate)
                    .citing(policy.citation("allowedCurves"))
                    .measured("EC " + curve.name(), listed(policy))
                    .remedied("A key that TLS peers take is made by", NEW_KEY));
        case SubjectKey.OddCurve curve ->
            violations.accept(
                violation(
                        KEY_NOT_ALLOWED,
                        curve.form().explicit()
                            ? "spells out its curve instead of naming it"
                            : "has a compressed point",
                        at,
                        certificate)
                    .citing("RFC 5480 sections 2.1.1 and 2.2")
                    .measured("EC, " + curve.text(), "a named curve, an uncompressed point")
                    .remedied(
                        "The same key in the form that TLS peers take, to ask for a certificate"
                            + " with, is made by",
                        SAME_KEY));
        case SubjectKey.Unreadable unreadable ->
            violations.accept(
                violation(KEY_NOT_ALLOWED, "cannot be read", at, certificate)
                    .measured(
                        unreadable.algorithm() + " with bytes that are no such key",
                        "a key as its algorithm has it"));
        case SubjectKey.Unknown unknown ->
            violations.accept(
                notListed(policy, at, certificate)
                    .measured(unknown.algorithm(), "RSA, " + listed(policy)));
      }
    }
  }

  private static Violation notListed(
      PolicyTemplate policy, int position, ParsedCertificate certificate) {
    return violation(
            KEY_NOT_ALLOWED, "is of a kind that the policy does not list", position, certificate)
        .citing(policy.citation("allowedCurves"));
  }

  private static Violation violation(
      ViolationCode code, String what, int position, ParsedCertificate certificate) {
    return Violation.of(code, "the key of certificate %d %s".formatted(position, what))
        .at(position, certificate.subjectText());
  }

  private static boolean suitsLeaf(NamedKey key, PolicyTemplate policy) {
    return policy.leafKeys().map(keys -> keys.contains(key)).orElse(true);
  }

  private static String listed(PolicyTemplate policy) {
    return texts(policy.allowedKeys());
  }

  private static String texts(Set<NamedKey> keys) {
    return String.join(", ", keys.stream().sorted().map(NamedKey::text).toList());
  }
}
