package dev.pinwheel.executor.trust;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.pem.PemCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** A PEM file of roots that a setting names, read as every other PEM file is. */
public final class TrustFile {

  private TrustFile() {}

  /**
   * Reads it.
   *
   * @return at least one certificate
   * @throws IllegalArgumentException naming the file and everything that is wrong with it
   */
  public static List<X509Certificate> read(Path file) {
    List<X509Certificate> roots = new ArrayList<>();
    for (ParsedCertificate root : PemCertificates.of(content(file), file.toString())) {
      try {
        roots.add(
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(root.der())));
      } catch (CertificateException e) {
        throw new IllegalArgumentException(
            "%s: Java's TLS cannot use %s".formatted(file, root.subjectText()), e);
      }
    }
    return roots;
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the file " + file, e);
    }
  }
}
