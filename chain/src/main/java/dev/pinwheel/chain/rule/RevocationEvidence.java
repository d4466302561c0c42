package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.time.Instant;
import java.util.List;

/**
 * What is known about revocation, and how strictly a lack of knowledge is taken. It may be used by
 * any number of threads, and reads neither clock nor network while it judges.
 */
@FunctionalInterface
public interface RevocationEvidence {

  /**
   * What speaks against the certificates of a path that ends in a trust anchor.
   *
   * @param path the leaf first, the anchor last; the anchor itself cannot be revoked
   * @param signers where certificates of CRL issuers and OCSP responders come from
   * @param time the instant of the verdict
   * @return each violation located at the position of the certificate that it is about; empty where
   *     nothing refuses the path
   */
  List<Violation> violations(CandidatePath path, EvidenceSigners signers, Instant time);

  /**
   * What an operator should know about the revocation of a path although it refuses nothing.
   *
   * @param path the leaf first, the anchor last
   */
  default List<Note> notes(CandidatePath path, EvidenceSigners signers, Instant time) {
    return List.of();
  }
}
