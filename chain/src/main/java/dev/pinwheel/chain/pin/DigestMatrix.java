package dev.pinwheel.chain.pin;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.path.PathCertificate;
import dev.pinwheel.chain.path.PathCertificate.Origin;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Both pins of every certificate of a chain. A matrix is arithmetic: it says nothing about whether
 * the certificates are fit to be pinned.
 */
public record DigestMatrix(List<Row> rows) {

  public DigestMatrix {
    rows = List.copyOf(rows);
  }

  /**
   * One certificate.
   *
   * @param position 0 for the first certificate, the leaf of an ordered chain
   * @param subject RFC 2253, fit to be printed
   * @param issuer RFC 2253, fit to be printed
   * @param serialNumber lower-case hexadecimal without leading zeros
   * @param certificatePin SHA-256 of the certificate's DER
   * @param spkiPin SHA-256 of the SubjectPublicKeyInfo (RFC 7469 section 2.4)
   * @param addedFromStore whether the store supplied it
   */
  public record Row(
      int position,
      String subject,
      String issuer,
      String serialNumber,
      Instant notBefore,
      Instant notAfter,
      CertificatePin certificatePin,
      CertificatePin spkiPin,
      boolean addedFromStore) {}

  public static DigestMatrix of(List<PathCertificate> chain) {
    return new DigestMatrix(
        IntStream.range(0, chain.size())
            .mapToObj(position -> row(position, chain.get(position)))
            .toList());
  }

  private static Row row(int position, PathCertificate step) {
    ParsedCertificate certificate = step.certificate();
    return new Row(
        position,
        certificate.subjectText(),
        certificate.issuerText(),
        certificate.serialNumberText(),
        certificate.notBefore(),
        certificate.notAfter(),
        CertificatePin.of(certificate),
        CertificatePin.ofKey(certificate),
        step.origin() == Origin.STORE);
  }
}
