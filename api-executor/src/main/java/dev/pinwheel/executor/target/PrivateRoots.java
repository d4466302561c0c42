package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.MalformedChainException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Roots that no public trust store has. An edge checks a bundle against the platform's own store,
 * so that a bundle under a private authority has to bring its root along.
 */
public final class PrivateRoots {

  private final List<X509Certificate> roots;

  private PrivateRoots(List<X509Certificate> roots) {
    this.roots = List.copyOf(roots);
  }

  public static PrivateRoots none() {
    return new PrivateRoots(List.of());
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException where the text is no PEM of certificates
   */
  public static PrivateRoots parse(String pem) {
    try {
      return new PrivateRoots(CertificateChain.parse(pem).certificates());
    } catch (MalformedChainException e) {
      throw new IllegalArgumentException("expected PEM certificates: " + e.getMessage(), e);
    }
  }

  /** The chain with the private root that issued its last certificate, where there is one. */
  CertificateChain complete(CertificateChain chain) {
    X509Certificate last = chain.certificates().getLast();
    return roots.stream()
        .filter(root -> !root.equals(last) && hasIssued(root, last))
        .findFirst()
        .map(root -> withRoot(chain, root))
        .orElse(chain);
  }

  private static CertificateChain withRoot(CertificateChain chain, X509Certificate root) {
    try {
      return chain.followedBy(root);
    } catch (MalformedChainException e) {
      throw new IllegalStateException("a certificate that was parsed has its bytes", e);
    }
  }

  private static boolean hasIssued(X509Certificate root, X509Certificate certificate) {
    if (!root.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(root.getPublicKey());
      return true;
    } catch (GeneralSecurityException anotherRootOfThatName) {
      return false;
    }
  }
}
