package dev.pinwheel.executor.platform;

import dev.pinwheel.executor.trust.TrustFile;
import dev.pinwheel.runtime.tls.TrustedRoots;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import okhttp3.CertificatePinner;
import okhttp3.OkHttpClient;

/** Whom a client trusts as the platform: chosen roots, and pinned keys where asked. */
final class PlatformTls {

  private static final int SHA256_BYTES = 32;

  /** Trusts the JDK's roots and pins nothing. */
  static final PlatformTls OF_THE_JDK =
      new PlatformTls(Optional.empty(), CertificatePinner.DEFAULT);

  private final Optional<X509TrustManager> trust;
  private final CertificatePinner pinner;

  private PlatformTls(Optional<X509TrustManager> trust, CertificatePinner pinner) {
    this.trust = trust;
    this.pinner = pinner;
  }

  /**
   * Reads an organisation's settings.
   *
   * @param hosts host names of its platform, which the pins are for
   * @throws IllegalArgumentException naming the setting
   */
  static PlatformTls of(Organization organization, Collection<String> hosts) {
    Organization.Tls tls = organization.tls();
    return new PlatformTls(
        tls.anchors().map(file -> trust(organization.name(), file)),
        pinner(organization.name(), tls.pins(), hosts));
  }

  OkHttpClient.Builder applyTo(OkHttpClient.Builder client) {
    trust.ifPresent(
        manager ->
            client.sslSocketFactory(TrustedRoots.context(manager).getSocketFactory(), manager));
    return client.certificatePinner(pinner);
  }

  private static X509TrustManager trust(String organization, Path file) {
    try {
      return TrustedRoots.of(TrustFile.read(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("tls.trust of " + organization + ": " + e.getMessage(), e);
    }
  }

  private static CertificatePinner pinner(
      String organization, List<String> pins, Collection<String> hosts) {
    CertificatePinner.Builder pinner = new CertificatePinner.Builder();
    for (String pin : pins) {
      if (!isSha256(pin)) {
        throw new IllegalArgumentException(
            "tls.pins of %s: %s is not the base64 of 32 bytes".formatted(organization, pin));
      }
      hosts.forEach(host -> pinner.add(host, "sha256/" + pin));
    }
    return pinner.build();
  }

  private static boolean isSha256(String pin) {
    try {
      return Base64.getDecoder().decode(pin).length == SHA256_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /** Host of a base URL, without brackets. */
  static String host(URI base) {
    return base.getHost().replace("[", "").replace("]", "");
  }
}
