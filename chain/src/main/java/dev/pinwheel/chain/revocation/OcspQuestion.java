package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;

/** An OCSP request about one certificate, with a nonce (RFC 6960 section 4.1, RFC 9654). */
public final class OcspQuestion {

  public static final String CONTENT_TYPE = "application/ocsp-request";

  /** What RFC 9654 section 2.1 recommends. */
  private static final int NONCE_BYTES = 32;

  private final byte[] der;
  private final String nonce;

  private OcspQuestion(byte[] der, String nonce) {
    this.der = der;
    this.nonce = nonce;
  }

  /**
   * Asks about a certificate. Its id is made with SHA-1, the one hash that every responder knows
   * (RFC 5019 section 2.1.1).
   *
   * @param random source of the nonce
   */
  public static OcspQuestion about(
      ParsedCertificate certificate, ParsedCertificate issuer, RandomGenerator random) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    try {
      byte[] nonce = new DEROctetString(bytes).getEncoded(ASN1Encoding.DER);
      Extension extension = new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, nonce);
      TBSRequest content =
          new TBSRequest(
              null,
              new DERSequence(new Request(id(certificate, issuer), null)),
              new Extensions(extension));
      return new OcspQuestion(
          new OCSPRequest(content, null).getEncoded(ASN1Encoding.DER),
          HexFormat.of().formatHex(nonce));
    } catch (IOException e) {
      throw new UncheckedIOException("a request cannot be encoded", e);
    }
  }

  public byte[] der() {
    return der.clone();
  }

  /**
   * Whether an answer may be to this question: it has the same nonce, or none, since responders
   * that prepare their answers have none (RFC 9654 section 2.1); those are judged by their times.
   */
  public boolean isAnsweredBy(OcspAnswer answer) {
    return answer.nonce().map(nonce::equals).orElse(true);
  }

  private static CertID id(ParsedCertificate certificate, ParsedCertificate issuer) {
    OcspCertificateId id = OcspCertificateId.bySha1(certificate, issuer);
    return new CertID(
        new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
        new DEROctetString(HexFormat.of().parseHex(id.nameHash())),
        new DEROctetString(HexFormat.of().parseHex(id.keyHash())),
        new ASN1Integer(id.serialNumber()));
  }
}
