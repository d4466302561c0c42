package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.MalformedChainException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whose server certificates an endpoint may have. */
public final class ServerTrust {

  private final TrustManager[] managers;

  private ServerTrust(TrustManager[] managers) {
    this.managers = managers;
  }

  /** Java's own trust store. */
  public static ServerTrust platform() {
    return of(null);
  }

  /**
   * These authorities and no others.
   *
   * @throws IllegalArgumentException where the text is no PEM of certificates
   */
  public static ServerTrust parse(String pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate anchor : CertificateChain.parse(pem).certificates()) {
        store.setCertificateEntry("anchor-" + store.size(), anchor);
      }
      return of(store);
    } catch (MalformedChainException e) {
      throw new IllegalArgumentException("expected PEM certificates: " + e.getMessage(), e);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("an empty key store can be made and filled", e);
    }
  }

  TrustManager[] managers() {
    return managers.clone();
  }

  private static ServerTrust of(KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return new ServerTrust(factory.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has a trust manager", e);
    }
  }
}
