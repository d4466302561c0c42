package dev.pinwheel.chain.policy;

import static dev.pinwheel.chain.finding.ViolationCode.EKU_CLIENT_AUTH_MISSING;
import static dev.pinwheel.chain.finding.ViolationCode.EKU_SERVER_AUTH_MISSING;

import dev.pinwheel.chain.finding.ViolationCode;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a leaf is used for in TLS (RFC 5280 section 4.2.1.12). */
public enum TlsUsage {
  CLIENT("clientAuth", "1.3.6.1.5.5.7.3.2", EKU_CLIENT_AUTH_MISSING),
  SERVER("serverAuth", "1.3.6.1.5.5.7.3.1", EKU_SERVER_AUTH_MISSING);

  private final String ekuName;
  private final String oid;
  private final ViolationCode missing;

  TlsUsage(String ekuName, String oid, ViolationCode missing) {
    this.ekuName = ekuName;
    this.oid = oid;
    this.missing = missing;
  }

  /** As policy templates and OpenSSL spell it. */
  public String ekuName() {
    return ekuName;
  }

  public KeyPurposeId eku() {
    return KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid));
  }

  /** The code of its absence. */
  public ViolationCode missing() {
    return missing;
  }
}
