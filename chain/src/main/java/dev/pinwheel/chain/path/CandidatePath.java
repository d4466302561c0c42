package dev.pinwheel.chain.path;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.util.List;

/**
 * Certificates of which each was issued by the next, by name and by signature.
 *
 * @param certificates the leaf first; with {@link PathEnd#ANCHORED} the trust anchor last
 */
public record CandidatePath(List<PathCertificate> certificates, PathEnd end) {

  public CandidatePath {
    certificates = List.copyOf(certificates);
  }

  public boolean isAnchored() {
    return end == PathEnd.ANCHORED;
  }

  public int length() {
    return certificates.size();
  }

  /** The certificate at a position, 0 being the leaf. */
  public ParsedCertificate at(int position) {
    return certificates.get(position).certificate();
  }

  public ParsedCertificate leaf() {
    return at(0);
  }

  public ParsedCertificate last() {
    return at(length() - 1);
  }
}
