package dev.pinwheel.runtime.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Trusts the roots of a PEM file, and no others. */
public final class TrustedRoots {

  private TrustedRoots() {}

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException naming it, where it cannot be read or holds no certificate
   */
  public static X509TrustManager read(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      int number = 0;
      for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        roots.setCertificateEntry("root-" + number++, root);
      }
      if (number == 0) {
        throw new IllegalArgumentException("no certificate is in " + file);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(roots);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          file + " is no readable PEM file of certificates (" + e.getMessage() + ")", e);
    }
  }

  /**
   * A client's TLS with the roots of a file, or with those of the JDK where there is none.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public static SSLContext context(Optional<Path> file) {
    if (file.isPresent()) {
      return context(read(file.get()));
    }
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  /** A client's TLS with this trust, and without a certificate of its own. */
  public static SSLContext context(X509TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
