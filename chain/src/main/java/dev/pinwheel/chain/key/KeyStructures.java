package dev.pinwheel.chain.key;

import dev.pinwheel.chain.certificate.MlDsa;
import dev.pinwheel.chain.der.DerCursor;
import dev.pinwheel.chain.der.MalformedDerException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
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
  private static final int SEQUENCE = 0x30;
  private static final int IMPLICIT_SEED = 0x80;

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
      default -> mlDsa(set(identifier), key);
    };
  }

  private static MlDsa set(String identifier) throws MalformedKeyException {
    return MlDsa.of(new ASN1ObjectIdentifier(identifier))
        .orElseThrow(
            () ->
                new MalformedKeyException(
                    "its algorithm %s is none of RSA, EC, Ed25519 and ML-DSA"
                        .formatted(identifier)));
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

  /** PKCS #8 around what {@link #pkcs1} reads. */
  static byte[] pkcs8OfPkcs1(byte[] der) throws IOException {
    return new PrivateKeyInfo(
            new AlgorithmIdentifier(new ASN1ObjectIdentifier(RSA), DERNull.INSTANCE),
            ASN1Primitive.fromByteArray(der))
        .getEncoded();
  }

  /** PKCS #8 around what {@link #sec1} reads. */
  static byte[] pkcs8OfSec1(byte[] der) throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(der);
    return new PrivateKeyInfo(
            new AlgorithmIdentifier(new ASN1ObjectIdentifier(EC), key.getParametersObject()), key)
        .getEncoded();
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

  /** RFC 9881 section 6: a seed, or the expanded key, or both. */
  private static PublicHalf mlDsa(MlDsa set, DerCursor key) throws MalformedDerException {
    if (key.has(IMPLICIT_SEED)) {
      return mlDsa(set, key.element(IMPLICIT_SEED), MlDsa.SEED_BYTES);
    }
    if (!key.has(SEQUENCE)) {
      return mlDsa(set, key.octets(), set.expandedBytes());
    }
    DerCursor both = key.sequence();
    PublicHalf.Lattice ofSeed = mlDsa(set, both.octets(), MlDsa.SEED_BYTES);
    PublicHalf.Lattice ofExpanded = mlDsa(set, both.octets(), set.expandedBytes());
    if (!ofSeed.isSameAs(ofExpanded)) {
      throw new MalformedKeyException("its seed and its expanded key are not of one key");
    }
    return ofSeed;
  }

  /** The library keeps copies of the key that cannot be wiped; they are garbage after this. */
  private static PublicHalf.Lattice mlDsa(MlDsa set, DerCursor secret, int bytes)
      throws MalformedDerException {
    if (secret.length() != bytes) {
      throw new MalformedKeyException(
          "this part of an %s key has %d bytes".formatted(set.text(), bytes));
    }
    byte[] copy = secret.copy();
    try {
      return new PublicHalf.Lattice(
          set, new MLDSAPrivateKeyParameters(parameters(set), copy).getPublicKey());
    } catch (IllegalArgumentException e) {
      throw new MalformedKeyException("it is no %s key".formatted(set.text()));
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private static MLDSAParameters parameters(MlDsa set) {
    return switch (set) {
      case ML_DSA_44 -> MLDSAParameters.ml_dsa_44;
      case ML_DSA_65 -> MLDSAParameters.ml_dsa_65;
      case ML_DSA_87 -> MLDSAParameters.ml_dsa_87;
    };
  }
}
