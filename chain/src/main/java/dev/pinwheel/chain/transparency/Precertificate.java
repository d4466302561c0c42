package dev.pinwheel.chain.transparency;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * What a log signed before the certificate was issued (RFC 6962 section 3.2): the certificate's
 * content without its list of SCTs, and a hash of its issuer's key.
 */
final class Precertificate {

  static final ASN1ObjectIdentifier SCT_LIST = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
  static final ASN1ObjectIdentifier POISON = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.3");

  private static final Set<ASN1ObjectIdentifier> LEFT_OUT = Set.of(SCT_LIST, POISON);
  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final AlgorithmIdentifier RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);

  private static final int EXTENSIONS_TAG = 3;
  private static final int CERTIFICATE_TIMESTAMP = 0;
  private static final int PRECERT_ENTRY = 1;

  private final byte[] content;
  private final byte[] issuerKeyHash;

  Precertificate(ParsedCertificate certificate, ParsedCertificate issuer) {
    this.content = withoutTimestamps(certificate);
    this.issuerKeyHash = keyHash(issuer);
  }

  /**
   * The SCTs of a certificate; none where it has no such extension.
   *
   * @throws RuntimeException where the list is malformed
   */
  static List<EmbeddedTimestamp> timestampsOf(ParsedCertificate certificate) {
    Optional<byte[]> extension = certificate.extension(SCT_LIST);
    List<EmbeddedTimestamp> timestamps = new ArrayList<>();
    if (extension.isEmpty()) {
      return timestamps;
    }
    // an OCTET STRING for what is no ASN.1, inside of the extension's own (section 3.3)
    ByteBuffer list = ByteBuffer.wrap(ASN1OctetString.getInstance(extension.get()).getOctets());
    int length = Short.toUnsignedInt(list.getShort());
    if (length != list.remaining()) {
      throw new IllegalArgumentException("the list of SCTs has not the length that it names");
    }
    while (list.hasRemaining()) {
      int size = Short.toUnsignedInt(list.getShort());
      timestamps.add(EmbeddedTimestamp.read(list.slice(list.position(), size)));
      list.position(list.position() + size);
    }
    return timestamps;
  }

  /** Whether a log's key made the signature of an SCT over this precertificate. */
  boolean isSigned(EmbeddedTimestamp timestamp, PublicKey key, SignatureVerifier verifier) {
    if (timestamp.hash() != EmbeddedTimestamp.SHA_256) {
      return false;
    }
    return switch (timestamp.signature()) {
      case EmbeddedTimestamp.ECDSA -> isSigned(timestamp, key, "EC", ECDSA, verifier);
      case EmbeddedTimestamp.RSA -> isSigned(timestamp, key, "RSA", RSA, verifier);
      default -> false;
    };
  }

  private boolean isSigned(
      EmbeddedTimestamp timestamp,
      PublicKey key,
      String kind,
      AlgorithmIdentifier algorithm,
      SignatureVerifier verifier) {
    return key.getAlgorithm().equals(kind)
        && verifier.verifies(
            key, algorithm, signedBytes(timestamp), HexFormat.of().parseHex(timestamp.signed()));
  }

  private byte[] signedBytes(EmbeddedTimestamp timestamp) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] extensions = HexFormat.of().parseHex(timestamp.extensions());
      out.writeByte(EmbeddedTimestamp.V1);
      out.writeByte(CERTIFICATE_TIMESTAMP);
      out.writeLong(timestamp.milliseconds());
      out.writeShort(PRECERT_ENTRY);
      out.write(issuerKeyHash);
      out.writeByte(content.length >>> 16);
      out.writeShort(content.length);
      out.write(content);
      out.writeShort(extensions.length);
      out.write(extensions);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array took no more bytes", e);
    }
    return bytes.toByteArray();
  }

  /** Every other element keeps its very bytes and its place. */
  private static byte[] withoutTimestamps(ParsedCertificate certificate) {
    ASN1EncodableVector kept = new ASN1EncodableVector();
    ASN1Sequence whole =
        ASN1Sequence.getInstance(ASN1Sequence.getInstance(certificate.der()).getObjectAt(0));
    for (ASN1Encodable element : whole) {
      if (element instanceof ASN1TaggedObject tagged && tagged.getTagNo() == EXTENSIONS_TAG) {
        ASN1Sequence extensions =
            filtered(ASN1Sequence.getInstance(tagged.getExplicitBaseObject()));
        if (extensions.size() > 0) {
          kept.add(new DERTaggedObject(true, EXTENSIONS_TAG, extensions));
        }
      } else {
        kept.add(element);
      }
    }
    return encoded(new DERSequence(kept));
  }

  private static ASN1Sequence filtered(ASN1Sequence extensions) {
    ASN1EncodableVector kept = new ASN1EncodableVector();
    for (ASN1Encodable extension : extensions) {
      ASN1Encodable id = ASN1Sequence.getInstance(extension).getObjectAt(0);
      if (!LEFT_OUT.contains(ASN1ObjectIdentifier.getInstance(id))) {
        kept.add(extension);
      }
    }
    return new DERSequence(kept);
  }

  private static byte[] keyHash(ParsedCertificate issuer) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(encoded(Certificate.getInstance(issuer.der()).getSubjectPublicKeyInfo()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] encoded(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("what was decoded cannot be encoded", e);
    }
  }
}
