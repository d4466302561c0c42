package dev.pinwheel.chain.hostile;

import static dev.pinwheel.chain.ChainCase.NOW;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Encodings that no honest program writes. */
final class Der {

  static final int SEQUENCE = 0x30;
  static final int OCTETS = 0x24;

  private Der() {}

  /** An element of a tag and a definite length. */
  static byte[] element(int tag, byte[]... contents) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      body.writeBytes(content);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = body.size();
    if (length < 0x80) {
      element.write(length);
    } else {
      byte[] octets = BigInteger.valueOf(length).toByteArray();
      int skip = octets[0] == 0 ? 1 : 0;
      element.write(0x80 | (octets.length - skip));
      element.write(octets, skip, octets.length - skip);
    }
    element.writeBytes(body.toByteArray());
    return element.toByteArray();
  }

  /** Elements inside each other, each of a definite length. */
  static byte[] nested(int tag, int depth) {
    byte[] lengths = new byte[depth * 6];
    int at = lengths.length;
    int size = 0;
    for (int level = 0; level < depth; level++) {
      byte[] head = element(tag, new byte[0]);
      if (size >= 0x80) {
        head =
            new byte[] {
              (byte) tag, (byte) 0x83, (byte) (size >> 16), (byte) (size >> 8), (byte) size
            };
      } else {
        head[1] = (byte) size;
      }
      at -= head.length;
      System.arraycopy(head, 0, lengths, at, head.length);
      size += head.length;
    }
    byte[] nested = new byte[lengths.length - at];
    System.arraycopy(lengths, at, nested, 0, nested.length);
    return nested;
  }

  /** Elements inside each other, each of an indefinite length and none of them ended. */
  static byte[] opened(int tag, int depth) {
    byte[] opened = new byte[depth * 2];
    for (int level = 0; level < depth; level++) {
      opened[2 * level] = (byte) tag;
      opened[2 * level + 1] = (byte) 0x80;
    }
    return opened;
  }

  /** A certificate of an issuer that says whatever it is told to. */
  static String certificate(
      HeldCertificate issuer, X500Name subject, SubjectPublicKeyInfo key, Extension... extensions) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded()),
              BigInteger.valueOf(99),
              Date.from(NOW.minus(Duration.ofDays(1))),
              Date.from(NOW.plus(Duration.ofDays(90))),
              subject,
              key);
      for (Extension extension : extensions) {
        builder.addExtension(extension);
      }
      return HeldCertificate.block(
          "CERTIFICATE",
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.privateKey()))
              .getEncoded());
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("the tests' CA signs", e);
    }
  }

  static Extension extension(ASN1ObjectIdentifier id, boolean critical, byte[] value) {
    return new Extension(id, critical, new DEROctetString(value));
  }

  static byte[] of(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
  }
}
