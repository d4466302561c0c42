package dev.pinwheel.chain.certificate;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.ECPoint;

/**
 * How an elliptic curve key is written (RFC 5480 section 2): on which curve, whether the curve is
 * named or spelled out, and whether its point is compressed. Nothing is ever computed on a curve
 * that a certificate spells out: where it is a known one, that is taken in its place.
 *
 * @param curve the named curve; empty where it is none that is known by name here
 * @param name of the curve, for people
 * @param explicit whether the parameters are spelled out
 * @param compressed whether the point is
 */
public record EllipticKey(
    Optional<ASN1ObjectIdentifier> curve, String name, boolean explicit, boolean compressed) {

  /** As FIPS 186-5 and policies call them; other curves have the names of SEC 2 and RFC 5639. */
  private static final Map<ASN1ObjectIdentifier, String> NIST =
      Map.of(
          SECObjectIdentifiers.secp192r1, "P-192",
          SECObjectIdentifiers.secp224r1, "P-224",
          SECObjectIdentifiers.secp256r1, "P-256",
          SECObjectIdentifiers.secp384r1, "P-384",
          SECObjectIdentifiers.secp521r1, "P-521");

  /** Prime curves in use: explicit parameters are held against each of them. */
  private static final List<String> PRIME_CURVES =
      List.of(
          "secp192r1",
          "secp224r1",
          "secp256r1",
          "secp384r1",
          "secp521r1",
          "secp256k1",
          "brainpoolP224r1",
          "brainpoolP256r1",
          "brainpoolP320r1",
          "brainpoolP384r1",
          "brainpoolP512r1",
          "FRP256v1",
          "sm2p256v1");

  /** Fields of explicit parameters (SEC 1 appendix C.2), of which the version comes first. */
  private static final int FIELD = 1;

  private static final int CURVE = 2;
  private static final int BASE = 3;
  private static final int ORDER = 4;

  /** Reads one; empty for a key of another algorithm. */
  public static Optional<EllipticKey> of(SubjectPublicKeyInfo info) {
    AlgorithmIdentifier algorithm = info.getAlgorithm();
    if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return Optional.empty();
    }
    byte[] point = info.getPublicKeyData().getBytes();
    boolean compressed = point.length > 0 && (point[0] == 2 || point[0] == 3);
    ASN1Encodable parameters = algorithm.getParameters();
    if (parameters instanceof ASN1ObjectIdentifier named) {
      return Optional.of(new EllipticKey(Optional.of(named), nameOf(named), false, compressed));
    }
    Optional<ASN1ObjectIdentifier> same = known(parameters);
    return Optional.of(
        new EllipticKey(
            same, same.map(EllipticKey::nameOf).orElse("an unknown curve"), true, compressed));
  }

  /** Bits of the curve's order, which RFC 5480 takes for the key's size; 0 where not known. */
  public int bits() {
    return curve
        .map(ECNamedCurveTable::getByOID)
        .map(parameters -> parameters.getN().bitLength())
        .orElse(0);
  }

  /** The same key on the named curve, with its point as it is; empty where that is no such key. */
  Optional<SubjectPublicKeyInfo> named(SubjectPublicKeyInfo info) {
    try {
      return curve
          .map(ECNamedCurveTable::getByOID)
          .map(
              parameters ->
                  // throws where the point is not on the curve
                  parameters.getCurve().decodePoint(info.getPublicKeyData().getBytes()))
          .map(ECPoint::normalize)
          .filter(point -> !point.isInfinity())
          .map(
              point ->
                  new SubjectPublicKeyInfo(
                      new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve.get()),
                      point.getEncoded(false)));
    } catch (IllegalArgumentException e) {
      // no point of this curve: no key
      return Optional.empty();
    }
  }

  private static String nameOf(ASN1ObjectIdentifier curve) {
    String nist = NIST.get(curve);
    String other = nist == null ? ECNamedCurveTable.getName(curve) : nist;
    return other == null ? "curve " + curve.getId() : other;
  }

  /** The curve whose parameters these are, every one of them, the generator included. */
  private static Optional<ASN1ObjectIdentifier> known(ASN1Encodable parameters) {
    try {
      ASN1Sequence fields = ASN1Sequence.getInstance(parameters);
      ASN1Sequence field = ASN1Sequence.getInstance(fields.getObjectAt(FIELD));
      ASN1Sequence curve = ASN1Sequence.getInstance(fields.getObjectAt(CURVE));
      if (!X9ObjectIdentifiers.prime_field.equals(field.getObjectAt(0))) {
        return Optional.empty();
      }
      BigInteger prime = ASN1Integer.getInstance(field.getObjectAt(1)).getValue();
      BigInteger first = unsigned(curve.getObjectAt(0));
      BigInteger second = unsigned(curve.getObjectAt(1));
      byte[] base = ASN1OctetString.getInstance(fields.getObjectAt(BASE)).getOctets();
      BigInteger order = ASN1Integer.getInstance(fields.getObjectAt(ORDER)).getValue();
      return PRIME_CURVES.stream()
          .map(ECNamedCurveTable::getOID)
          .filter(
              id -> {
                X9ECParameters known = ECNamedCurveTable.getByOID(id);
                return known.getCurve().getField().getCharacteristic().equals(prime)
                    && known.getCurve().getA().toBigInteger().equals(first)
                    && known.getCurve().getB().toBigInteger().equals(second)
                    && known.getN().equals(order)
                    && (Arrays.equals(known.getG().getEncoded(false), base)
                        || Arrays.equals(known.getG().getEncoded(true), base));
              })
          .findFirst();
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // Bouncy Castle's words for another structure, such as a curve inherited from the issuer
      return Optional.empty();
    }
  }

  private static BigInteger unsigned(ASN1Encodable octets) {
    return new BigInteger(1, ASN1OctetString.getInstance(octets).getOctets());
  }
}
