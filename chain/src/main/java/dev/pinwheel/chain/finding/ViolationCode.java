package dev.pinwheel.chain.finding;

/**
 * Every reason for which a chain is refused. The names are public: they are in events, metric
 * labels and documents, and never change their meaning.
 *
 * <p>Each has what it means, the rule that it comes from, and what to do about it. The order is the
 * order in which violations are reported: what must be repaired first comes first.
 */
public enum ViolationCode {
  TARGET_KIND_UNSUPPORTED(
      "The validator has no policy for this kind of target, or the kind is not switched on.",
      "chain-validator setting target.kinds",
      "Ask for a kind that is switched on, or switch this kind on and give it a policy template."),
  PRIVATE_KEY_IN_BUNDLE(
      "The text holds a private key. It must be considered disclosed.",
      "promise G10: no private key is ever in a topic",
      "Send certificates only, and replace the key: whoever can read the request could read it."),
  PEM_TOO_LARGE(
      "The text is larger than a chain can reasonably be.",
      "limit of 64 KiB for a request",
      "Send only the leaf and its intermediates."),
  PEM_EMPTY(
      "The text has no CERTIFICATE block.",
      "RFC 7468 section 5.1",
      "Send the chain as PEM: -----BEGIN CERTIFICATE----- blocks. PKCS #7, PKCS #12 and DER files"
          + " must be converted first, for example with openssl."),
  PEM_MALFORMED(
      "A PEM block is cut off, or is not base64.",
      "RFC 7468 section 3",
      "Copy the block again with its BEGIN and END lines; line ends must be real ones, not \\n."),
  PEM_TOO_MANY_CERTIFICATES(
      "The text has more certificates than a chain can reasonably have.",
      "limit of 10 certificates for a request",
      "Send only the leaf and its intermediates, not a trust store."),
  CERTIFICATE_MALFORMED(
      "A block is base64, but what it holds is not a certificate that can be read without doubt.",
      "RFC 5280 section 4.1",
      "Convert what is no certificate; have a certificate issued again by software that follows"
          + " RFC 5280."),
  LEAF_AMBIGUOUS(
      "It cannot be told which certificate is the new leaf.",
      "RFC 8446 section 4.4.2: one end-entity certificate",
      "Send exactly one end-entity certificate; the others must be CA certificates."),
  LEAF_IS_CA(
      "The certificate at the end of the chain is a CA certificate.",
      "RFC 5280 section 4.2.1.9",
      "Add the end-entity certificate to the bundle, or have it issued with CA:FALSE."),
  LEAF_SELF_SIGNED(
      "The leaf is signed with its own key, so that nobody vouches for it.",
      "RFC 5280 section 6.1",
      "Have the certificate issued by a CA that the policy allows."),
  CERT_CHAIN_INCOMPLETE(
      "The issuer of the last certificate is neither in the bundle, nor among the intermediates"
          + " that the validator was given, nor a trust anchor.",
      "RFC 5280 section 6.1.3 (a)(4)",
      "Add the missing intermediate to the bundle, or to the intermediates that the validator is"
          + " given."),
  ROOT_NOT_TRUSTED(
      "The chain ends in a self-signed certificate that is not one of the trust anchors.",
      "RFC 5280 section 6.1.1 (d)",
      "Use a CA that is trusted here, or add its root to the anchors on purpose."),
  CERT_CHAIN_INVALID(
      "The certificates do not make a path: a signature does not verify with the issuer's key, or"
          + " RFC 5280's algorithm refuses the path.",
      "RFC 5280 section 6.1.3 (a)(1)",
      "Put the CA certificate into the bundle that really issued the one below it; one of the same"
          + " name with another key will not do."),
  CA_CONSTRAINT_VIOLATED(
      "A certificate was used as a CA that may not be one, or not at this depth.",
      "RFC 5280 section 6.1.4 (k) to (n)",
      "Have the certificate issued by a CA whose certificate has CA:TRUE, keyCertSign and a large"
          + " enough path length."),
  NAME_CONSTRAINT_VIOLATED(
      "A CA of the path may not issue for a name that a certificate below it bears.",
      "RFC 5280 section 4.2.1.10",
      "Use a CA whose name constraints allow the name."),
  PATH_TOO_LONG(
      "There are more CA certificates between leaf and anchor than were asked for, or than are"
          + " followed.",
      "RFC 5280 section 6.1; limit given with the request, or of 12 certificates for a path",
      "Use a chain with fewer intermediates, or ask for a larger depth."),
  CERTIFICATE_FORM_INVALID(
      "A certificate's fields are not as RFC 5280 or the web's profile wants them.",
      "RFC 5280 section 4.1",
      "Have the certificate issued again by software that follows RFC 5280."),
  EXTENSION_INVALID(
      "An extension is missing, must not be there, has the wrong criticality or a wrong value.",
      "RFC 5280 section 4.2",
      "Have the certificate issued again with the extension as the rule wants it."),
  CERTIFICATE_POLICY_VIOLATED(
      "The path is not valid for any certificate policy that is asked for.",
      "RFC 5280 section 6.1.5 (g)",
      "Use a chain whose certificates all have an acceptable policy, or accept its policies."),
  UNKNOWN_CRITICAL_EXTENSION(
      "A certificate has a critical extension that the validator does not process.",
      "RFC 5280 section 4.2",
      "Have the certificate issued without the extension, or with the extension not critical."),
  VALIDITY_EXPIRED(
      "A certificate's validity has ended.",
      "RFC 5280 section 6.1.3 (a)(2)",
      "Renew the certificate. For a CA certificate, use the CA's current one."),
  VALIDITY_NOT_YET(
      "A certificate's validity has not begun.",
      "RFC 5280 section 6.1.3 (a)(2)",
      "Wait until it begins, or check the clock of the CA that issued it."),
  CERTIFICATE_REVOKED(
      "A certificate was revoked by its issuer.",
      "RFC 5280 section 6.1.3 (a)(3)",
      "Have a new certificate with a new key issued, and find out why the old one was revoked."),
  REVOCATION_UNKNOWN(
      "The policy asks for current evidence that nothing is revoked, and there is none.",
      "policy template, revocation; RFC 5280 section 6.3, RFC 6960 section 3.2",
      "Supply current CRLs or OCSP responses for every CA of the path, or soften the policy's"
          + " revocation mode on purpose."),
  VALIDITY_TOO_LONG(
      "The leaf is valid for longer than the policy allows.",
      "policy template, maxLifetimeDays",
      "Have the certificate issued for a shorter time."),
  VALIDITY_ENDS_SOON(
      "The leaf is valid, but for a shorter time than the policy asks for.",
      "policy template, minRemainingDays",
      "Renew the certificate before rotating to it."),
  COMPLIANCE_TLS_CERT_MISMATCH(
      "The leaf's issuer is not one that the policy allows.",
      "policy template, allowedIssuers",
      "Have the certificate issued by an allowed issuer, or add this issuer to the policy"
          + " template's allowedIssuers on purpose."),
  EKU_CLIENT_AUTH_MISSING(
      "The leaf may not be used by a TLS client. Servers would abort the handshake.",
      "RFC 5280 section 4.2.1.12",
      "Have the certificate issued with extendedKeyUsage clientAuth."),
  EKU_SERVER_AUTH_MISSING(
      "The leaf may not be used by a TLS server. Clients would abort the handshake.",
      "RFC 5280 section 4.2.1.12",
      "Have the certificate issued with extendedKeyUsage serverAuth."),
  EKU_MISSING(
      "The leaf may not be used for a purpose that was asked for.",
      "RFC 5280 section 4.2.1.12",
      "Have the certificate issued with the extended key usage that was asked for."),
  EKU_NOT_PERMITTED_BY_CA(
      "A CA of the path is limited to extended key usages among which the required one is not.",
      "RFC 5280 section 4.2.1.12; enforced through CAs as TLS implementations do",
      "Use a CA whose certificate has the usage, or no extendedKeyUsage at all."),
  KEY_USAGE_MISMATCH(
      "The leaf's key usage does not allow what TLS does with its key.",
      "RFC 5280 section 4.2.1.3",
      "Have the certificate issued with keyUsage digitalSignature."),
  SAN_MISSING(
      "The leaf has no subject alternative name. The common name is not looked at.",
      "RFC 9525 section 6.1",
      "Have the certificate issued with the names in subjectAltName."),
  SAN_MISMATCH(
      "The leaf's subject alternative names are not those that are asked for.",
      "RFC 9525 section 6.3",
      "Have the certificate issued for the right names."),
  CT_INSUFFICIENT(
      "The leaf was not logged publicly in as many logs, by as many operators, as the policy asks"
          + " for.",
      "policy template, certificateTransparency; RFC 6962 section 3",
      "Have the certificate issued by a CA that embeds SCTs of enough current logs."),
  CT_UNKNOWN(
      "The policy asks for certificate transparency, and there is no list of logs.",
      "policy template, certificateTransparency; chain-validator setting ct.log.list",
      "Configure the list of logs that is published as log_list.json, version 3."),
  KEY_TOO_WEAK(
      "A key is too small to be safe.",
      "policy template, minRsaBits; NIST SP 800-131A",
      "Have the certificate issued for RSA with 2048 bits or more, or for a curve of the policy."),
  KEY_NOT_ALLOWED(
      "A key's algorithm, curve or size is not one that the policy allows.",
      "policy template, allowedCurves",
      "Use an RSA key, or a key of a kind that the policy lists."),
  SIGNATURE_ALGORITHM_WEAK(
      "A certificate is signed with a broken hash function.",
      "RFC 9155 section 1; NIST SP 800-131A",
      "Have the certificate issued again with SHA-256 or better."),
  ROOT_NOT_IN_BUNDLE(
      "The policy wants the root in the bundle, and it is not there.",
      "policy template, rootInBundle",
      "Append the root certificate to the bundle."),
  ROOT_IN_BUNDLE(
      "The policy wants the bundle without its root.",
      "policy template, rootInBundle",
      "Leave the root certificate out."),
  PRIVATE_KEY_UNREADABLE(
      "The private key that the request refers to cannot be read.",
      "RFC 5958 section 2 (PKCS #8); RFC 8017 appendix A.1.2 (PKCS #1); RFC 5915 section 3 (SEC 1)",
      "Put one PEM private key, RSA, EC, Ed25519 or ML-DSA, where the reference leads to."),
  PRIVATE_KEY_ENCRYPTED(
      "The private key is protected by a passphrase. The platform takes it, and fails when it loads"
          + " it.",
      "RFC 7468 section 11; RFC 1421 section 4.6.1.1",
      "Take the passphrase away before the key is uploaded, and keep the file as safe as the"
          + " passphrase was."),
  PRIVATE_KEY_MISMATCH(
      "The private key is not that of the leaf, so that no handshake can succeed.",
      "RFC 8446 section 4.4.3",
      "Refer to the key that the certificate was issued for, or have a certificate issued for this"
          + " key."),
  PREVIOUS_CERTIFICATE_UNREADABLE(
      "The previous certificate, from which the fallback pin is derived, cannot be read.",
      "RFC 7468 section 5.1",
      "Send the leaf that is being replaced as one PEM CERTIFICATE block, or leave it out."),
  PIN_MALFORMED(
      "A backup pin is not the base64 form of 32 bytes.",
      "RFC 7469 section 2.1.1",
      "Send 44 characters of base64, without a prefix such as sha256/."),
  PIN_DUPLICATE(
      "Two pins of the set are equal, so that one of them protects nothing.",
      "RFC 7469 section 4.3: a backup pin must differ from the pins in use",
      "Send a new leaf, and backup pins of other keys."),
  PIN_COUNT_EXCEEDED(
      "There are more pins than the platform stores.",
      "policy template, maxPins",
      "Send fewer backup pins."),
  BACKUP_PIN_MISSING(
      "No pin of the set is of a key that is not served, so that clients are locked out when the"
          + " served key is lost.",
      "RFC 7469 section 4.3",
      "Make a second key pair, keep it offline, and send its pin as a backup pin."),
  WORK_LIMIT_EXCEEDED(
      "Judging the chain would take more work than any honest chain needs.",
      "limits on signature checks, path attempts and name comparisons",
      "Send only the leaf and its intermediates; a chain made like this one will not be judged."),
  CHAIN_NOT_JUDGED(
      "The chain holds something that the validator could not judge, and is therefore refused.",
      "RFC 5280 section 6.1: process or reject",
      "Have the certificates issued without unusual content, and report the case.");

  private final String meaning;
  private final String citation;
  private final String remediation;

  ViolationCode(String meaning, String citation, String remediation) {
    this.meaning = meaning;
    this.citation = citation;
    this.remediation = remediation;
  }

  public String meaning() {
    return meaning;
  }

  /** The rule that the code comes from. */
  public String citation() {
    return citation;
  }

  /** What to do about it. */
  public String remediation() {
    return remediation;
  }
}
