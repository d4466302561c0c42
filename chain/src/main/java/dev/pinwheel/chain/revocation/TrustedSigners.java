package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** Who may sign evidence about the certificates of a path. */
interface TrustedSigners {

  /** Certificates at hand with this subject, those of the path first; none of them is trusted. */
  List<ParsedCertificate> named(DirectoryName subject);

  /** The key with which a certificate's subject signs. */
  PublicKey keyOf(ParsedCertificate signer);

  /**
   * Why a certificate's signatures do not count; empty where they do. Asking may be expensive, so
   * that signatures are checked first.
   */
  Optional<String> objectionTo(ParsedCertificate signer);

  /** Whether one more signature may be checked; one that was checked before costs nothing. */
  boolean takeSignatureCheck();

  /** Who checks it. */
  SignatureVerifier verifier();
}
