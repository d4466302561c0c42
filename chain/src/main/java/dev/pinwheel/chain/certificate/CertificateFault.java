package dev.pinwheel.chain.certificate;

import dev.pinwheel.chain.der.BerObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;

/** Says in words of its own why bytes are no certificate. */
final class CertificateFault {

  private static final int SEQUENCE = 0x30;
  private static final int EXTENSIONS = 3;

  private CertificateFault() {}

  static MalformedCertificateException of(byte[] der, Exception cause) {
    Optional<OtherContent> other = OtherContent.of(der);
    return other.isPresent()
        ? new MalformedCertificateException(other.get(), cause)
        : new MalformedCertificateException(reason(der), cause);
  }

  private static String reason(byte[] der) {
    if (der.length == 0) {
      return "it is empty";
    }
    if (new String(der, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")) {
      return "it holds PEM inside of PEM, and no certificate";
    }
    if ((der[0] & 0xff) != SEQUENCE) {
      return "it does not begin as DER of a certificate does, with a SEQUENCE";
    }
    return lengthFault(der).or(() -> fieldFault(der)).orElse("its structure is another one");
  }

  /** By the length that the outermost element tells. */
  private static Optional<String> lengthFault(byte[] der) {
    int first = der.length > 1 ? der[1] & 0xff : 0;
    int count = first < 0x80 ? 0 : first & 0x7f;
    if (first == 0x80 || count > 4 || der.length < 2 + count) {
      return Optional.of("its encoding is not DER, or it is cut off in its first bytes");
    }
    long length = count == 0 ? first : 0;
    for (int index = 0; index < count; index++) {
      length = length << 8 | (der[2 + index] & 0xff);
    }
    long whole = 2L + count + length;
    if (whole > der.length) {
      return Optional.of("it is cut off: %d of %d bytes are there".formatted(der.length, whole));
    }
    return whole < der.length
        ? Optional.of("%d bytes follow the certificate".formatted(der.length - whole))
        : Optional.empty();
  }

  /** The first field that cannot be read (RFC 5280 section 4.1). */
  private static Optional<String> fieldFault(byte[] der) {
    ASN1Sequence content;
    try {
      content =
          ASN1Sequence.getInstance(ASN1Sequence.getInstance(BerObject.read(der)).getObjectAt(0));
    } catch (IOException | RuntimeException e) {
      return Optional.of("its encoding is not DER (X.690)");
    }
    int at = content.size() > 0 && content.getObjectAt(0) instanceof ASN1TaggedObject ? 1 : 0;
    for (Map.Entry<String, Consumer<ASN1Encodable>> field : fields().entrySet()) {
      if (at >= content.size()) {
        return Optional.of("it has no " + field.getKey());
      }
      try {
        field.getValue().accept(content.getObjectAt(at++));
      } catch (RuntimeException e) {
        return Optional.of("its %s cannot be read".formatted(field.getKey()));
      }
    }
    for (; at < content.size(); at++) {
      if (content.getObjectAt(at) instanceof ASN1TaggedObject tagged
          && tagged.getTagNo() == EXTENSIONS
          && !areExtensions(tagged)) {
        return Optional.of("its extensions cannot be read, or one of them is there twice");
      }
    }
    return Optional.empty();
  }

  private static Map<String, Consumer<ASN1Encodable>> fields() {
    Map<String, Consumer<ASN1Encodable>> fields = new LinkedHashMap<>();
    fields.put("serial number", ASN1Integer::getInstance);
    fields.put("signature algorithm", AlgorithmIdentifier::getInstance);
    fields.put("issuer", X500Name::getInstance);
    fields.put("validity", CertificateFault::readValidity);
    fields.put("subject", X500Name::getInstance);
    fields.put("public key", SubjectPublicKeyInfo::getInstance);
    return fields;
  }

  private static void readValidity(ASN1Encodable value) {
    ASN1Sequence times = ASN1Sequence.getInstance(value);
    Time.getInstance(times.getObjectAt(0));
    Time.getInstance(times.getObjectAt(1));
  }

  private static boolean areExtensions(ASN1TaggedObject tagged) {
    try {
      return Extensions.getInstance(tagged, true) != null;
    } catch (RuntimeException e) {
      // whichever of Bouncy Castle's words it is, they cannot be read
      return false;
    }
  }
}
