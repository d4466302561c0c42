package dev.pinwheel.benchmarks.chain;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Parses a bundle, and builds and validates a path of it, with a provider's PKIX builder. */
final class PkixBuilder {

  private final CertificateFactory factory;
  private final CertPathBuilder builder;
  private final TrustAnchor anchor;

  PkixBuilder(Provider provider, HeldCertificate root) throws GeneralSecurityException {
    this.factory = CertificateFactory.getInstance("X.509", provider);
    this.builder = CertPathBuilder.getInstance("PKIX", provider);
    this.anchor = new TrustAnchor(root.certificate(), null);
  }

  /**
   * Whether there is a valid path.
   *
   * @param leaf position of the leaf in the bundle
   */
  boolean isValid(String bundle, int leaf) {
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      factory
          .generateCertificates(
              new ByteArrayInputStream(bundle.getBytes(StandardCharsets.US_ASCII)))
          .forEach(one -> certificates.add((X509Certificate) one));
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(certificates.get(leaf));
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.of(anchor), target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(Corpus.NOW));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
      builder.build(parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
