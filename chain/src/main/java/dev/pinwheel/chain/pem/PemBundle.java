package dev.pinwheel.chain.pem;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import java.util.List;

/**
 * The certificates of a PEM text, in its order and without duplicates.
 *
 * @param certificates at least one
 */
public record PemBundle(List<ParsedCertificate> certificates, List<Note> notes) {

  public PemBundle {
    certificates = List.copyOf(certificates);
    notes = List.copyOf(notes);
  }
}
