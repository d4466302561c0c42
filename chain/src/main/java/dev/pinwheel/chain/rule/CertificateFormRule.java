package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.math.BigInteger;
import java.util.Objects;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;

/** The fields of every certificate, the anchor included, have the form of RFC 5280 section 4.1. */
final class CertificateFormRule implements PathRule {

  /** Of the encoding, a sign octet included (RFC 5280 section 4.1.2.2). */
  private static final int MOST_SERIAL_OCTETS = 20;

  /** Before the Z of YYMMDDHHMMSSZ (RFC 5280 section 4.1.2.5.1). */
  private static final int DIGITS_OF_UTC_TIME = 12;

  /** Before the Z of YYYYMMDDHHMMSSZ (RFC 5280 section 4.1.2.5.2). */
  private static final int DIGITS_OF_GENERALIZED_TIME = 14;

  private static final int LAST_YEAR_OF_UTC_TIME = 2049;

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    for (int position = 0; position < path.length(); position++) {
      CertificateAt at = new CertificateAt(path.at(position), position);
      checkSerialNumber(at, parameters, violations);
      checkAlgorithms(at, violations);
      checkVersion(at, parameters, violations);
      TBSCertificate content = at.certificate().structure().getTBSCertificate();
      checkTime(at, "notBefore", content.getStartDate(), parameters, violations);
      checkTime(at, "notAfter", content.getEndDate(), parameters, violations);
    }
  }

  private static void checkSerialNumber(
      CertificateAt at, ValidationParameters parameters, Consumer<Violation> violations) {
    String rule = "RFC 5280 section 4.1.2.2";
    BigInteger number =
        at.certificate().structure().getTBSCertificate().getSerialNumber().getValue();
    if (number.signum() <= 0 && !parameters.tolerates(Tolerance.SERIAL_NUMBER_NOT_POSITIVE)) {
      violations.accept(
          at.form("has a serial number that is not positive", rule)
              .measured(number.toString(), "1 or more"));
    }
    int octets = number.bitLength() / 8 + 1;
    if (octets > MOST_SERIAL_OCTETS) {
      violations.accept(
          at.form("has a serial number that is too long", rule)
              .measured(octets + " octets", "at most " + MOST_SERIAL_OCTETS));
    }
  }

  /** The algorithm outside the signature is not protected by it (RFC 5280 section 4.1.1.2). */
  private static void checkAlgorithms(CertificateAt at, Consumer<Violation> violations) {
    AlgorithmIdentifier outside = at.certificate().structure().getSignatureAlgorithm();
    AlgorithmIdentifier inside = at.certificate().structure().getTBSCertificate().getSignature();
    if (!inside.getAlgorithm().equals(outside.getAlgorithm())
        || !Objects.equals(inside.getParameters(), outside.getParameters())) {
      violations.accept(
          at.form(
                  "names one signature algorithm inside the signed part and another outside",
                  "RFC 5280 section 4.1.1.2")
              .measured(outside.getAlgorithm().getId(), inside.getAlgorithm().getId()));
    }
  }

  /**
   * Only version 3 says what a certificate may be used for. Under RFC 5280 a leaf or an anchor may
   * be older; a CA inside the path may not (section 6.1.4 (k)), see {@link CaConstraintsRule}.
   */
  private static void checkVersion(
      CertificateAt at, ValidationParameters parameters, Consumer<Violation> violations) {
    int version = at.certificate().structure().getVersionNumber();
    if (parameters.profile() == Profile.WEBPKI && version != 3) {
      violations.accept(
          at.form("is not of version 3", "CA/Browser Forum Baseline Requirements 7.1.1")
              .measured("version " + version, "version 3"));
    }
    boolean hasExtensions =
        at.certificate().structure().getTBSCertificate().getExtensions() != null;
    if (version != 3 && hasExtensions) {
      violations.accept(
          at.form("has extensions without being of version 3", "RFC 5280 section 4.1.2.1")
              .measured("version " + version, "version 3"));
    }
  }

  private static void checkTime(
      CertificateAt at,
      String name,
      Time time,
      ValidationParameters parameters,
      Consumer<Violation> violations) {
    ASN1Primitive encoded = time.toASN1Primitive();
    boolean early = false;
    String text;
    boolean wellFormed;
    if (encoded instanceof ASN1UTCTime utc) {
      text = utc.toString();
      wellFormed = isInUtc(text, DIGITS_OF_UTC_TIME);
    } else {
      ASN1GeneralizedTime generalized = ASN1GeneralizedTime.getInstance(encoded);
      text = generalized.getTimeString();
      wellFormed = isInUtc(text, DIGITS_OF_GENERALIZED_TIME);
      early = wellFormed && Integer.parseInt(text.substring(0, 4)) <= LAST_YEAR_OF_UTC_TIME;
    }
    if (!wellFormed) {
      violations.accept(
          at.form("has a " + name + " of the wrong form", "RFC 5280 section 4.1.2.5")
              .measured(text, "whole seconds, in UTC"));
    }
    if (early && !parameters.tolerates(Tolerance.GENERALIZED_TIME_BEFORE_2050)) {
      violations.accept(
          at.form("has a " + name + " as GeneralizedTime", "RFC 5280 section 4.1.2.5")
              .measured(text, "UTCTime through the year 2049"));
    }
  }

  /** Seconds are there, without a fraction, and the zone is UTC. */
  private static boolean isInUtc(String time, int digits) {
    if (time.length() != digits + 1 || time.charAt(digits) != 'Z') {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (time.charAt(i) < '0' || time.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
