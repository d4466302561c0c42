package dev.pinwheel.chain.key;

import dev.pinwheel.chain.der.DerCursor;
import dev.pinwheel.chain.der.MalformedDerException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The public half of each structure that a private key may come in. */
final class KeyStructures {

  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String RSA_PSS = "1.2.840.113549.1.1.10";
  private static final String EC = "1.2.840.10045.2.1";
  private static final String ED25519 = "1.3.101.112";
  private static final int OBJECT_IDENTIFIER = 0x06;

  private KeyStructures() {}

  /** RFC 5958 section 2 (PKCS #8). */
  static PublicHalf pkcs8(DerCursor der) throws MalformedDerException {
    DerCursor info = der.sequence();
    info.skipInteger();
    DerCursor algorithm = info.sequence();
    String identifier = algorithm.objectIdentifier();
    DerCursor key = info.octets();
    return switch (identifier) {
      case RSA, RSA_PSS -> pkcs1(key);
      case EC -> sec1(key, namedCurve(algorithm));
      case ED25519 -> ed25519(key.octets());
      default ->
          throw new MalformedKeyException(
              "its algorithm %s is none of RSA, EC and Ed25519".formatted(identifier));
    };
  }

  /** RFC 8017 appendix A.1.2 (PKCS #1): the two numbers that are public come first. */
  static PublicHalf pkcs1(DerCursor der) throws MalformedDerException {
    DerCursor key = der.sequence();
    key.skipInteger();
    BigInteger modulus = key.publicInteger();
    BigInteger exponent = key.publicInteger();
    if (modulus.signum() <= 0 || exponent.signum() <= 0) {
      throw new MalformedKeyException("its modulus or exponent is not positive");
    }
    // present in every private key: a public key under a private key's label is not one
    key.skipInteger();
    return new PublicHalf.Rsa(modulus, exponent);
  }

  /** RFC 5915 section 3 (SEC 1) with the curve inside. */
  static PublicHalf sec1(DerCursor der) throws MalformedDerException {
    DerCursor key = der.sequence();
    key.skipInteger();
    DerCursor secret = key.octets();
    if (!key.hasTagged(0)) {
      throw new MalformedKeyException("it does not name its curve");
    }
    return point(secret, namedCurve(key.tagged(0)));
  }

  private static String namedCurve(DerCursor parameters) throws MalformedDerException {
    if (!parameters.has(OBJECT_IDENTIFIER)) {
      throw new MalformedKeyException(
          "it spells out its curve instead of naming it (RFC 5480 section 2.1.1); openssl ec -in"
              + " KEY -param_enc named_curve -out NAMED makes one that names it");
    }
    return parameters.objectIdentifier();
  }

  private static PublicHalf sec1(DerCursor der, String curve) throws MalformedDerException {
    DerCursor key = der.sequence();
    key.skipInteger();
    return point(key.octets(), curve);
  }

  /**
   * The public key that may lie beside the private one is not believed: it is computed. The number
   * that this needs cannot be wiped; it is garbage when the method returns.
   */
  private static PublicHalf point(DerCursor secret, String curve) throws MalformedDerException {
    ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(curve);
    X9ECParameters fast = CustomNamedCurves.getByOID(id);
    X9ECParameters parameters = fast == null ? ECNamedCurveTable.getByOID(id) : fast;
    if (parameters == null) {
      throw new MalformedKeyException("its curve %s is not known here".formatted(curve));
    }
    byte[] bytes = new byte[secret.length()];
    System.arraycopy(secret.array(), secret.offset(), bytes, 0, bytes.length);
    try {
      BigInteger number = new BigInteger(1, bytes);
      if (number.signum() == 0 || number.compareTo(parameters.getN()) >= 0) {
        throw new MalformedKeyException("its number is not one of its curve");
      }
      ECPoint point =
          new FixedPointCombMultiplier().multiply(parameters.getG(), number).normalize();
      return new PublicHalf.EllipticCurve(
          curve,
          parameters.getN().bitLength(),
          point.getAffineXCoord().toBigInteger(),
          point.getAffineYCoord().toBigInteger());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** RFC 8410 section 7: 32 bytes inside a second OCTET STRING. */
  private static PublicHalf ed25519(DerCursor secret) throws MalformedDerException {
    if (secret.length() != Ed25519.SECRET_KEY_SIZE) {
      throw new MalformedKeyException("an Ed25519 key has 32 bytes");
    }
    byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(secret.array(), secret.offset(), point, 0);
    return new PublicHalf.Ed25519(point);
  }
}
