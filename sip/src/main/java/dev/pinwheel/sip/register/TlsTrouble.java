package dev.pinwheel.sip.register;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What went wrong with TLS, in words that say what to do. */
final class TlsTrouble {

  private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");

  private TlsTrouble() {}

  /** A handshake that failed, by whatever exception the platform has for it. */
  static RegistrarUnreachableException inHandshake(Registrar registrar, IOException failure) {
    if (failure instanceof SocketTimeoutException
        || failure instanceof SocketException
        || failure instanceof EOFException
        || failure.getCause() instanceof EOFException) {
      return noTls(registrar, failure);
    }
    return inWords(registrar, failure);
  }

  /** A failure of TLS: in its handshake, or after it, where TLS 1.3 brings the server's refusal. */
  static RegistrarUnreachableException inWords(Registrar registrar, IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("unrecognized SSL message") || message.contains("plaintext connection")) {
      return noTls(registrar, failure);
    }
    Matcher alert = ALERT.matcher(message);
    if (alert.find()) {
      return new RegistrarUnreachableException(
          "%s refuses the TLS handshake (%s): %s"
              .formatted(registrar, alert.group(1), refusal(alert.group(1))),
          failure);
    }
    return new RegistrarUnreachableException(
        "%s cannot be trusted: %s".formatted(registrar, distrust(failure, registrar)), failure);
  }

  private static RegistrarUnreachableException noTls(Registrar registrar, IOException failure) {
    return new RegistrarUnreachableException(
        "%s takes connections and does not answer TLS: a plain SIP port? Try tcp:, or the TLS port"
            .formatted(registrar),
        failure);
  }

  /** Alerts of RFC 8446 section 6.2. */
  private static String refusal(String alert) {
    return switch (alert) {
      case "certificate_required" ->
          "it asks for a client certificate, and none is sent; its credentials were not tried";
      case "handshake_failure", "bad_certificate", "certificate_unknown" ->
          "it asks for a client certificate, which TLS 1.2 has no alert of its own for, or has no"
              + " cipher in common; its credentials were not tried";
      case "protocol_version" -> "it has no TLS version in common with this client (1.2, 1.3)";
      case "unrecognized_name" -> "it does not know this host name";
      default -> "its log says why";
    };
  }

  private static String distrust(IOException failure, Registrar registrar) {
    Throwable deepest = deepest(failure);
    if (deepest instanceof CertificateExpiredException) {
      return "its certificate has expired";
    }
    if (deepest instanceof CertificateNotYetValidException) {
      return "its certificate is not valid yet";
    }
    String message = String.valueOf(failure.getMessage());
    if (message.contains("subject alternative") || message.contains("No name matching")) {
      return "its certificate is not for " + registrar.host();
    }
    return message.contains("PKIX") || message.contains("trust anchor")
        ? "its certificate does not lead to a trusted root; name its root (--trust, sip.trust)"
        : "the TLS handshake fails: " + message;
  }

  private static Throwable deepest(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }
}
