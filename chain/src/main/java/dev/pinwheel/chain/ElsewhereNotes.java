package dev.pinwheel.chain;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.PathCertificate.Origin;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.pem.PemBundle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;

/**
 * What other verifiers are known to say of a chain that is valid: it is for a server that may judge
 * otherwise. Seen with OpenSSL 3.0, GnuTLS 3.7.9, the JDK's PKIX and Bouncy Castle 1.86; tests hold
 * each rule against the first two as they are installed.
 */
final class ElsewhereNotes {

  /** What {@code ssl_verify_depth} of nginx and {@code SSLVerifyDepth} of Apache are by default. */
  private static final int USUAL_MOST_INTERMEDIATES = 1;

  private final PemBundle bundle;
  private final CandidatePath path;
  private final List<Note> notes = new ArrayList<>();

  private ElsewhereNotes(PemBundle bundle, CandidatePath path) {
    this.bundle = bundle;
    this.path = path;
  }

  /**
   * The notes on a valid path.
   *
   * @param time of the verdict
   */
  static List<Note> of(PemBundle bundle, CandidatePath path, TrustStore anchors, Instant time) {
    ElsewhereNotes elsewhere = new ElsewhereNotes(bundle, path);
    elsewhere.names();
    elsewhere.ambiguousIssuers(anchors);
    elsewhere.expiredFirst(time);
    elsewhere.depth();
    return elsewhere.notes;
  }

  private void names() {
    for (int position = 0; position < path.length() - 1; position++) {
      List<String> refused =
          SameNameElsewhere.refusedBy(
              path.at(position),
              path.at(position + 1),
              path.certificates().get(position + 1).origin() != Origin.ANCHOR);
      if (!refused.isEmpty()) {
        note(
            Note.Kind.NAMES_ENCODED_DIFFERENTLY,
            "the issuer's name in certificate %d equals the subject of certificate %d and has other"
                    .formatted(position, position + 1)
                + " bytes: refused by %s. Have it issued with the very bytes of %s"
                    .formatted(String.join(", ", refused), path.at(position + 1).subjectText()));
      }
    }
  }

  /** Without a key identifier, each tries one of several keys alone. */
  private void ambiguousIssuers(TrustStore anchors) {
    CertificatePool sent = new CertificatePool(bundle.certificates());
    for (int position = 0; position < path.length() - 1; position++) {
      ParsedCertificate certificate = path.at(position);
      if (hasKeyIdentifierOfIssuer(certificate)) {
        continue;
      }
      Set<String> keys = new LinkedHashSet<>();
      sent.withSubject(certificate.issuer()).forEach(one -> keys.add(one.keyDigest()));
      anchors.anchors().withSubject(certificate.issuer()).forEach(one -> keys.add(one.keyDigest()));
      if (keys.size() > 1) {
        note(
            Note.Kind.ISSUER_AMBIGUOUS,
            "certificate %d has no authorityKeyIdentifier, and there are CAs with %d keys named %s:"
                    .formatted(position, keys.size(), certificate.issuerText())
                + " OpenSSL and GnuTLS try one of them alone: of those that were sent the first,"
                + " and of anchors GnuTLS the last. Send only the one that issued it, or have it"
                + " issued with the identifier");
      }
    }
  }

  private static boolean hasKeyIdentifierOfIssuer(ParsedCertificate certificate) {
    return certificate
        .extensions()
        .authorityKeyIdentifier()
        .map(AuthorityKeyIdentifier::getKeyIdentifierOctets)
        .isPresent();
  }

  /** GnuTLS takes the first certificate of a name and key, though it has expired. */
  private void expiredFirst(Instant time) {
    List<ParsedCertificate> sent = bundle.certificates();
    for (int position = 1; position < path.length(); position++) {
      ParsedCertificate living = path.at(position);
      Optional<ParsedCertificate> expired =
          sent.stream()
              .takeWhile(one -> !one.equals(living))
              .filter(one -> one.isSameEntityAs(living) && time.isAfter(one.notAfter()))
              .findFirst();
      if (expired.isPresent() && sent.contains(living)) {
        note(
            Note.Kind.EXPIRED_SENT_FIRST,
            "an expired certificate of %s stood before the living one: GnuTLS refuses such a chain."
                    .formatted(living.subjectText())
                + " It is left out of the chain that is sent on");
      }
    }
  }

  private void depth() {
    long intermediates =
        path.isAnchored()
            ? path.length() - 2
            : path.certificates().stream()
                .skip(1)
                .filter(step -> !step.certificate().isSelfIssued())
                .count();
    if (intermediates > USUAL_MOST_INTERMEDIATES) {
      note(
          Note.Kind.DEEPER_THAN_USUAL,
          "the path has %d intermediates, and nginx and Apache let one pass by default: ask whoever"
                  .formatted(intermediates)
              + " runs the server for ssl_verify_depth or SSLVerifyDepth %d"
                  .formatted(intermediates));
    }
  }

  private void note(Note.Kind kind, String message) {
    notes.add(new Note(kind, message));
  }
}
