package dev.pinwheel.requests.intake;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A look at PEM text (RFC 7468) for what no later step could make good. Text between the blocks is
 * allowed, as are any line ends; whether the certificates make a valid chain is decided later.
 */
final class CertificateBundle {

  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----");
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /** What is wrong, if anything; the position counts certificates from 0. */
  record Flaw(FaultCode code, String detail) {}

  private CertificateBundle() {}

  static Optional<Flaw> flaw(String pem, int most) {
    int certificates = 0;
    Matcher begin = BEGIN.matcher(pem);
    int from = 0;
    while (begin.find(from)) {
      String label = begin.group(1);
      String end = "-----END " + label + "-----";
      int endsAt = pem.indexOf(end, begin.end());
      if (endsAt < 0) {
        return malformed("a block has no line " + end);
      }
      if (label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE")) {
        String fault = certificateFault(pem.substring(begin.end(), endsAt));
        if (!fault.isEmpty()) {
          return malformed("certificate " + certificates + " " + fault);
        }
        certificates++;
      }
      from = endsAt + end.length();
    }
    if (certificates == 0) {
      return Optional.of(
          new Flaw(FaultCode.NO_CERTIFICATE, "expected PEM with at least one CERTIFICATE block"));
    }
    return certificates > most
        ? Optional.of(
            new Flaw(
                FaultCode.TOO_MANY_CERTIFICATES,
                "expected at most " + most + " certificate" + (most == 1 ? "" : "s")))
        : Optional.empty();
  }

  private static Optional<Flaw> malformed(String detail) {
    return Optional.of(new Flaw(FaultCode.PEM_MALFORMED, detail));
  }

  private static String certificateFault(String content) {
    try {
      byte[] der = Base64.getDecoder().decode(WHITE_SPACE.matcher(content).replaceAll(""));
      CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
      return "";
    } catch (IllegalArgumentException e) {
      return "is not base64";
    } catch (CertificateException e) {
      return "is no X.509 certificate";
    }
  }
}
