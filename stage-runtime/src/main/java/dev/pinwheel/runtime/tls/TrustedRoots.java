package dev.pinwheel.runtime.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Trusts some roots, and no others. */
public final class TrustedRoots {

  private TrustedRoots() {}

  /** Trusts these; nobody where there is none. */
  public static X509TrustManager of(Collection<X509Certificate> certificates) {
    try {
      KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      int number = 0;
      for (X509Certificate root : certificates) {
        roots.setCertificateEntry("root-" + number++, root);
      }
      return manager(roots);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("an empty key store can be made and filled", e);
    }
  }

  /** Trusts the roots of the JDK. */
  public static X509TrustManager ofTheJdk() {
    try {
      return manager(null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has its roots", e);
    }
  }

  private static X509TrustManager manager(KeyStore roots) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(roots);
    return (X509TrustManager) factory.getTrustManagers()[0];
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
