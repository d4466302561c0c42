package dev.pinwheel.chain.key;

import dev.pinwheel.chain.certificate.MlDsa;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** What a private key tells of itself to everybody: all that is kept of one. */
public sealed interface PublicHalf {

  /** Whether it belongs to a certificate's key. */
  boolean matches(PublicKey key);

  /** Kind and size, for messages. */
  String text();

  /** Bits of the modulus, of the curve's order, or of the whole public key. */
  int bits();

  /** RFC 8017 section 3.1. */
  record Rsa(BigInteger modulus, BigInteger exponent) implements PublicHalf {

    @Override
    public boolean matches(PublicKey key) {
      return key instanceof RSAPublicKey rsa
          && rsa.getModulus().equals(modulus)
          && rsa.getPublicExponent().equals(exponent);
    }

    @Override
    public String text() {
      return "RSA " + bits();
    }

    @Override
    public int bits() {
      return modulus.bitLength();
    }
  }

  /**
   * RFC 5480 section 2.2: the point that the private key gives on its curve.
   *
   * @param curve object identifier
   */
  record EllipticCurve(String curve, int bits, BigInteger x, BigInteger y) implements PublicHalf {

    @Override
    public boolean matches(PublicKey key) {
      return key instanceof ECPublicKey ec
          && ec.getW().getAffineX().equals(x)
          && ec.getW().getAffineY().equals(y)
          && ec.getParams().getOrder().bitLength() == bits;
    }

    @Override
    public String text() {
      return "EC " + bits;
    }
  }

  /** RFC 8410 section 4. */
  final class Ed25519 implements PublicHalf {

    private final byte[] point;

    Ed25519(byte[] point) {
      this.point = point.clone();
    }

    @Override
    public boolean matches(PublicKey key) {
      return key instanceof EdECPublicKey edwards
          && Arrays.equals(
              SubjectPublicKeyInfo.getInstance(edwards.getEncoded()).getPublicKeyData().getBytes(),
              point);
    }

    @Override
    public String text() {
      return "Ed25519";
    }

    @Override
    public int bits() {
      return 256;
    }
  }

  /** RFC 9881 section 4. */
  final class Lattice implements PublicHalf {

    private final MlDsa set;
    private final byte[] key;

    Lattice(MlDsa set, byte[] key) {
      this.set = set;
      this.key = key.clone();
    }

    boolean isSameAs(Lattice other) {
      return set == other.set && Arrays.equals(key, other.key);
    }

    @Override
    public boolean matches(PublicKey other) {
      if (!MlDsa.isKey(other.getAlgorithm())) {
        return false;
      }
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(other.getEncoded());
      return MlDsa.of(info.getAlgorithm().getAlgorithm()).filter(set::equals).isPresent()
          && Arrays.equals(info.getPublicKeyData().getBytes(), key);
    }

    @Override
    public String text() {
      return set.text();
    }

    @Override
    public int bits() {
      return set.keyBytes() * Byte.SIZE;
    }
  }
}
