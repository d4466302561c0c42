package dev.pinwheel.chain.certificate;

import dev.pinwheel.chain.der.BerObject;
import dev.pinwheel.chain.finding.Remedy;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** What people have in files where a certificate is asked for, told by its outermost structure. */
public enum OtherContent {
  PKCS7("a PKCS #7 container", "openssl pkcs7 -print_certs -in chain.pem -out certificates.pem"),
  PKCS12("a PKCS #12 container", "openssl pkcs12 -nokeys -in chain.p12 -out certificates.pem"),
  PRIVATE_KEY("a private key", ""),
  SIGNING_REQUEST("a certificate signing request", ""),
  REVOCATION_LIST("a list of revoked certificates (CRL)", ""),
  PUBLIC_KEY("a bare public key", "");

  /** PFX (RFC 7292 section 4) has this version. */
  private static final int VERSION_OF_PKCS12 = 3;

  /** RFC 8017 appendix A.1.2: version, modulus, exponents, primes and what speeds them up. */
  private static final int NUMBERS_OF_AN_RSA_KEY = 9;

  private final String text;
  private final String command;

  OtherContent(String text, String command) {
    this.text = text;
    this.command = command;
  }

  /** In words, with an article. */
  public String text() {
    return text;
  }

  /** What turns it into PEM certificates; empty where there are none in it. */
  public Optional<Remedy> remedy() {
    return command.isEmpty()
        ? Optional.empty()
        : Optional.of(new Remedy("The command that takes the certificates out is", command));
  }

  boolean isPrivateKey() {
    return this == PRIVATE_KEY;
  }

  /** Empty for a certificate, and for what is none of these. */
  public static Optional<OtherContent> of(byte[] der) {
    try {
      return BerObject.read(der) instanceof ASN1Sequence sequence ? of(sequence) : Optional.empty();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // not one object: it is nothing that could be named
      return Optional.empty();
    }
  }

  private static Optional<OtherContent> of(ASN1Sequence sequence) {
    ASN1Primitive first = at(sequence, 0);
    ASN1Primitive second = at(sequence, 1);
    if (first instanceof ASN1ObjectIdentifier type && second instanceof ASN1TaggedObject) {
      return type.on(PKCSObjectIdentifiers.pkcs_7) ? Optional.of(PKCS7) : Optional.empty();
    }
    if (first instanceof ASN1Integer version) {
      return ofVersion(version, second, sequence.size());
    }
    if (!(first instanceof ASN1Sequence inner)) {
      return Optional.empty();
    }
    if (second instanceof ASN1BitString) {
      return Optional.of(PUBLIC_KEY);
    }
    if (second instanceof ASN1OctetString) {
      // EncryptedPrivateKeyInfo (RFC 5958 section 3)
      return Optional.of(PRIVATE_KEY);
    }
    return ofSigned(inner);
  }

  private static Optional<OtherContent> ofVersion(
      ASN1Integer version, ASN1Primitive second, int size) {
    if (second instanceof ASN1Sequence) {
      return Optional.of(version.hasValue(VERSION_OF_PKCS12) ? PKCS12 : PRIVATE_KEY);
    }
    boolean key =
        second instanceof ASN1OctetString
            || (second instanceof ASN1Integer && size >= NUMBERS_OF_AN_RSA_KEY);
    return key ? Optional.of(PRIVATE_KEY) : Optional.empty();
  }

  /** RFC 2986 section 4.1 has a name and a key behind the version; RFC 5280 section 5.1 a time. */
  private static Optional<OtherContent> ofSigned(ASN1Sequence signed) {
    ASN1Primitive first = at(signed, 0);
    boolean request =
        first instanceof ASN1Integer version
            && version.hasValue(0)
            && at(signed, 2) instanceof ASN1Sequence key
            && at(key, 1) instanceof ASN1BitString;
    if (request) {
      return Optional.of(SIGNING_REQUEST);
    }
    int update = first instanceof ASN1Integer ? 3 : 2;
    return signed.size() > update && isTime(at(signed, update))
        ? Optional.of(REVOCATION_LIST)
        : Optional.empty();
  }

  private static boolean isTime(ASN1Encodable value) {
    return value instanceof org.bouncycastle.asn1.ASN1UTCTime
        || value instanceof org.bouncycastle.asn1.ASN1GeneralizedTime;
  }

  /** The null object of ASN.1 where there is none so far in. */
  private static ASN1Primitive at(ASN1Sequence sequence, int index) {
    return index < sequence.size()
        ? sequence.getObjectAt(index).toASN1Primitive()
        : org.bouncycastle.asn1.DERNull.INSTANCE;
  }
}
