package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.HttpsUrl;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What an answer, or the way in which there was none, says about our certificate.
 *
 * @param asked what the server was shown, and wanted
 * @param limit of the probe's time
 */
record HandshakeVerdict(HttpsUrl url, OneClientKey asked, Duration limit) {

  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
  private static final Pattern OTHER_VERSION = Pattern.compile("selected protocol version (\\S+)");
  private static final Set<Integer> FOR_NOW = Set.of(408, 429, 502, 503, 504);
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  /** Where the server answered. */
  Handshake of(HttpAnswer answer, String protocol, boolean sent) {
    Optional<String> words = answer.wordsOnCertificates();
    String seen = seen(answer, protocol, words);
    if (!asked.wasAsked()) {
      return notAsked(seen, words, answer.status());
    }
    if (!sent) {
      return new Handshake.Refused(told(seen, nothing()));
    }
    if (words.isPresent()) {
      return new Handshake.Refused(told(seen));
    }
    if (answer.status() == FORBIDDEN
        || (answer.status() == UNAUTHORIZED && answer.field("WWW-Authenticate").isEmpty())) {
      return new Handshake.Refused(
          told(
              seen
                  + ", though TLS took the certificate: the server's rules refuse it, or refuse"
                  + " everybody's GET without a call's own credentials (then leave this key out of"
                  + " data.action.keys)"));
    }
    if (asked.unwanted().isPresent()) {
      return new Handshake.Refused(told(seen + ", ours was sent all the same and taken"));
    }
    if (answer.status() >= 200 && answer.status() < 300) {
      return new Handshake.Accepted(told(seen));
    }
    if (FOR_NOW.contains(answer.status())) {
      return new Handshake.Unreachable(
          told(seen + ", which says that it cannot serve requests now, or not this client's"));
    }
    return new Handshake.Unclear(
        told(
            seen
                + answer.field("Location").map(to -> ", which leads to " + to).orElse("")
                + ": TLS took the certificate, and whether calls are served with it GET does not"
                + " show"));
  }

  /** Where it did not. */
  Handshake of(IOException failure, boolean connected, boolean sent) {
    return switch (failure) {
      case NoTlsException e -> new Handshake.NoTls(e.getMessage());
      case SSLException e -> ofTls(e, sent);
      case SocketTimeoutException e when connected ->
          new Handshake.TooSlow(told("no whole handshake and answer within " + limit));
      case SocketTimeoutException e -> new Handshake.Unreachable("no connection within " + limit);
      case ConnectException e -> new Handshake.Unreachable(e.getMessage());
      case EOFException e -> ended("closed the connection", sent);
      case SocketException e when connected -> ended("reset the connection", sent);
      default ->
          new Handshake.Unreachable(
              failure.getClass().getSimpleName() + ": " + failure.getMessage());
    };
  }

  private String seen(HttpAnswer answer, String protocol, Optional<String> words) {
    return answer.status() == 0
        ? "%s, and no HTTP: it says \"%s\"".formatted(protocol, answer.head())
        : "%s, %d to GET %s%s"
            .formatted(
                protocol,
                answer.status(),
                url.target(),
                words.map(": \"%s\""::formatted).orElse(""));
  }

  private Handshake notAsked(String seen, Optional<String> words, int status) {
    String without = seen + ", without a certificate request";
    if (words.filter(it -> it.contains("Post-Handshake")).isPresent()) {
      return new Handshake.AsksTooLate(told(without + " in the handshake"));
    }
    return new Handshake.NotAsked(
        told(
            status == FORBIDDEN
                ? without
                    + "; if it asks for some paths only, after the handshake of TLS 1.3,"
                    + " Java's TLS cannot answer"
                : without));
  }

  private Handshake ofTls(SSLException failure, boolean sent) {
    String message = String.valueOf(failure.getMessage());
    Matcher alert = ALERT.matcher(message);
    Matcher version = OTHER_VERSION.matcher(message);
    if (alert.find()) {
      return ofAlert(alert.group(1), sent);
    }
    if (version.find()) {
      return new Handshake.NoCommonVersion(
          "the server chose %s; TLS 1.3 and 1.2 were offered".formatted(version.group(1)));
    }
    Optional<String> distrust = distrust(failure);
    if (distrust.isPresent()) {
      return new Handshake.NotTrusted(told(distrust.get()));
    }
    if (message.contains("close_notify")) {
      return ended("closed the connection", sent);
    }
    String gaveUp = told("Java's TLS cannot go on with this server: " + message);
    return asked.wasAsked() ? new Handshake.Refused(gaveUp) : new Handshake.Unreachable(gaveUp);
  }

  private Handshake ofAlert(String alert, boolean sent) {
    if (asked.wasAsked()) {
      return new Handshake.Refused(
          told(alert + " (the server's alert)", sent ? Optional.empty() : nothing()));
    }
    return switch (alert) {
      case "protocol_version" ->
          new Handshake.NoCommonVersion(
              "protocol_version (the server's alert): TLS 1.3 and 1.2 were offered");
      case "internal_error" ->
          new Handshake.Unreachable(told("internal_error (the server's alert), before it asked"));
      default ->
          new Handshake.Refused(
              told(alert + " (the server's alert), before it asked for a certificate"));
    };
  }

  private Handshake ended(String how, boolean sent) {
    if (!asked.wasAsked()) {
      return new Handshake.Unreachable(
          told("the server %s before it asked for a certificate".formatted(how)));
    }
    return new Handshake.Refused(
        told(
            "the server %s, without an alert or an answer, after it had asked for a certificate"
                .formatted(how),
            sent ? Optional.empty() : nothing()));
  }

  private Optional<String> nothing() {
    return Optional.of(
        "nothing was sent: the server takes no signature that our %s key makes"
            .formatted(asked.algorithm()));
  }

  private String told(String what) {
    return told(what, Optional.empty());
  }

  private String told(String what, Optional<String> more) {
    return Stream.of(Optional.of(what), more, asked.unwanted(), ServerName.unsent(url.host()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }

  private static Optional<String> distrust(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return Optional.of(String.valueOf(cause.getMessage()));
      }
    }
    return Optional.empty();
  }
}
