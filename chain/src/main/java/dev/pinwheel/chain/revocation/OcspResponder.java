package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;

/** How a response names its signer (RFC 6960 section 4.2.1, ResponderID). */
sealed interface OcspResponder {

  boolean isNamedBy(ParsedCertificate certificate);

  /** By the subject of its certificate. */
  record ByName(DirectoryName name) implements OcspResponder {
    @Override
    public boolean isNamedBy(ParsedCertificate certificate) {
      return certificate.subject().equals(name);
    }
  }

  /**
   * By its key.
   *
   * @param hash hexadecimal SHA-1 of the key's bits, a name and no protection
   */
  record ByKey(String hash) implements OcspResponder {
    @Override
    public boolean isNamedBy(ParsedCertificate certificate) {
      return OcspCertificateId.keyHash("SHA-1", certificate).equals(hash);
    }
  }
}
