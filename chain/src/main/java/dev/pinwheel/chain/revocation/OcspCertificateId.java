package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * Which certificate an OCSP response is about (RFC 6960 section 4.1.1, CertID): its issuer's name
 * and key, hashed, and its serial number.
 *
 * @param hashAlgorithm name of the Java platform; empty where the algorithm is not known, so that
 *     the id is nobody's
 */
record OcspCertificateId(
    Optional<String> hashAlgorithm, String nameHash, String keyHash, BigInteger serialNumber) {

  /**
   * SHA-1 is what RFC 5019 section 2.1.1 asks for and most responders send; a collision would have
   * to be of two CAs' keys and names, which the signature check would still tell apart.
   */
  private static final Map<ASN1ObjectIdentifier, String> ALGORITHMS =
      Map.of(
          OIWObjectIdentifiers.idSHA1, "SHA-1",
          NISTObjectIdentifiers.id_sha256, "SHA-256",
          NISTObjectIdentifiers.id_sha384, "SHA-384",
          NISTObjectIdentifiers.id_sha512, "SHA-512");

  static OcspCertificateId of(CertID id) {
    return new OcspCertificateId(
        Optional.ofNullable(ALGORITHMS.get(id.getHashAlgorithm().getAlgorithm())),
        HexFormat.of().formatHex(id.getIssuerNameHash().getOctets()),
        HexFormat.of().formatHex(id.getIssuerKeyHash().getOctets()),
        id.getSerialNumber().getValue());
  }

  static OcspCertificateId bySha1(ParsedCertificate certificate, ParsedCertificate issuer) {
    String algorithm = "SHA-1";
    return new OcspCertificateId(
        Optional.of(algorithm),
        hash(algorithm, certificate.issuerDer()),
        keyHash(algorithm, issuer),
        certificate.serialNumber());
  }

  boolean isOf(ParsedCertificate certificate, ParsedCertificate issuer) {
    return serialNumber.equals(certificate.serialNumber())
        && hashAlgorithm.isPresent()
        && nameHash.equals(hash(hashAlgorithm.get(), certificate.issuerDer()))
        && keyHash.equals(keyHash(hashAlgorithm.get(), issuer));
  }

  /** Hash of the bits of a certificate's key, without its algorithm. */
  static String keyHash(String algorithm, ParsedCertificate certificate) {
    return hash(
        algorithm,
        Certificate.getInstance(certificate.der())
            .getSubjectPublicKeyInfo()
            .getPublicKeyData()
            .getBytes());
  }

  private static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
