package dev.pinwheel.chain.pem;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import java.util.List;

/**
 * The certificates of a PEM text, in its order and without duplicates.
 *
 * @param certificates at least one
 * @param passedOver blocks that are not labelled as certificates are; a note tells each
 */
public record PemBundle(
    List<ParsedCertificate> certificates, List<Note> notes, List<OtherLabel> passedOver) {

  public PemBundle {
    certificates = List.copyOf(certificates);
    notes = List.copyOf(notes);
    passedOver = List.copyOf(passedOver);
  }
}
