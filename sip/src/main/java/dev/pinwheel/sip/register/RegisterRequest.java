package dev.pinwheel.sip.register;

import java.util.List;
import java.util.function.Supplier;

/**
 * REGISTER (RFC 3261 section 10.2): its Request-URI is the registrar's domain without a user.
 *
 * @param local our address, which Via and Contact name
 * @param branches gives a new branch for each request (RFC 3261 section 8.1.1.7)
 */
record RegisterRequest(
    Registrar registrar,
    Registration.Account account,
    String local,
    String callId,
    String tag,
    Supplier<String> branches) {

  /** The Request-URI, over which the digest is, too. */
  String uri() {
    String aor = account.addressOfRecord();
    return aor.substring(0, aor.indexOf(':') + 1) + aor.substring(aor.indexOf('@') + 1);
  }

  String text(int sequence, List<String> authorizations) {
    String aor = account.addressOfRecord();
    String user = aor.substring(aor.indexOf(':') + 1, aor.indexOf('@'));
    StringBuilder text = new StringBuilder();
    line(text, "REGISTER " + uri() + " SIP/2.0");
    line(
        text,
        "Via: SIP/2.0/%s %s;branch=z9hG4bK%s;rport"
            .formatted(registrar.transport(), local, branches.get()));
    line(text, "Max-Forwards: 70");
    line(text, "From: <%s>;tag=%s".formatted(aor, tag));
    line(text, "To: <%s>".formatted(aor));
    line(text, "Call-ID: " + callId);
    line(text, "CSeq: " + sequence + " REGISTER");
    line(text, "Contact: <sip:%s@%s%s>".formatted(user, local, transportParameter()));
    line(text, "Expires: " + account.expires().toSeconds());
    authorizations.forEach(header -> line(text, header));
    line(text, "User-Agent: pinwheel");
    line(text, "Content-Length: 0");
    line(text, "");
    return text.toString();
  }

  /** The domain of the address of record, without a port: the usual realm. */
  String domain() {
    return uri().replaceFirst("^[^:]*:", "").replaceFirst("[:;?][^\\]]*$", "");
  }

  private String transportParameter() {
    return switch (registrar.transport()) {
      case UDP -> "";
      case TCP -> ";transport=tcp";
      case TLS -> ";transport=tls";
    };
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append("\r\n");
  }
}
