package dev.pinwheel.chain.policy;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;
import dev.pinwheel.chain.pin.CertificatePin;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * How a policy names a CA certificate. A name proves nothing by itself: it counts because the path
 * below a trust anchor was verified too. A pin names one certificate, or one key, whatever it is
 * called.
 */
public sealed interface CertificateMatcher {

  /**
   * Whether a CA is meant.
   *
   * @param certificate the CA's certificate; empty where it is not known, as in an incomplete chain
   */
  boolean matches(DirectoryName name, Optional<ParsedCertificate> certificate);

  /** Whether a name alone is not enough to say. */
  boolean needsCertificate();

  /** For messages: the name, or what kind of pin and the pin. */
  String text();

  /**
   * A subject: a distinguished name where the text has an equals sign, a common name otherwise.
   *
   * @throws IllegalArgumentException where it is neither
   */
  static CertificateMatcher subject(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("expected a common name or an RFC 2253 name");
    }
    return text.contains("=")
        ? new DistinguishedName(text, DirectoryName.parse(text))
        : new CommonName(text.strip());
  }

  static CertificateMatcher certificatePin(String text) {
    return new Pinned(false, pin(text));
  }

  static CertificateMatcher spkiPin(String text) {
    return new Pinned(true, pin(text));
  }

  private static CertificatePin pin(String text) {
    return CertificatePin.parse(text.startsWith("sha256/") ? text.substring(7) : text)
        .orElseThrow(() -> new IllegalArgumentException("expected sha256/ and base64 of 32 bytes"));
  }

  /**
   * A name that has exactly one common name, and it is this one, as plain text: nothing is escaped,
   * and it is compared as in a whole name.
   */
  record CommonName(String text) implements CertificateMatcher {

    @Override
    public boolean matches(DirectoryName name, Optional<ParsedCertificate> certificate) {
      List<String> commonNames = name.texts(BCStyle.CN);
      return commonNames.size() == 1 && DirectoryName.isSameText(commonNames.getFirst(), text);
    }

    @Override
    public boolean needsCertificate() {
      return false;
    }
  }

  /** This whole name, compared as RFC 5280 section 7.1 says. */
  record DistinguishedName(String text, DirectoryName name) implements CertificateMatcher {

    @Override
    public boolean matches(DirectoryName other, Optional<ParsedCertificate> certificate) {
      return other.equals(name);
    }

    @Override
    public boolean needsCertificate() {
      return false;
    }
  }

  /** One certificate, or every certificate of one key. */
  record Pinned(boolean ofKey, CertificatePin pin) implements CertificateMatcher {

    @Override
    public boolean matches(DirectoryName name, Optional<ParsedCertificate> certificate) {
      return certificate
          .map(found -> ofKey ? CertificatePin.ofKey(found) : CertificatePin.of(found))
          .filter(pin::equals)
          .isPresent();
    }

    @Override
    public boolean needsCertificate() {
      return true;
    }

    @Override
    public String text() {
      return (ofKey ? "spkiPin " : "certificatePin ") + pin.prefixed();
    }
  }
}
