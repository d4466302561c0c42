package dev.pinwheel.sip.digest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SIP URI (RFC 3261 section 19.1.1), taken apart only as far as its spellings differ in practice.
 * A digest is over its characters: two spellings of one place are two digests.
 */
final class SipUri {

  private static final Pattern FORM =
      Pattern.compile("(sips?):(?:([^@]*)@)?(\\[[^\\]]*\\]|[^:;?]*)(?::(\\d+))?([;?].*)?");

  private final String scheme;
  private final Optional<String> user;
  private final String host;
  private final Optional<String> port;
  private final String rest;

  private SipUri(
      String scheme, Optional<String> user, String host, Optional<String> port, String rest) {
    this.scheme = scheme;
    this.user = user;
    this.host = host;
    this.port = port;
    this.rest = rest;
  }

  static Optional<SipUri> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new SipUri(
                form.group(1),
                Optional.ofNullable(form.group(2)),
                form.group(3),
                Optional.ofNullable(form.group(4)),
                Optional.ofNullable(form.group(5)).orElse("")))
        : Optional.empty();
  }

  /** Other spellings that are met, each with what differs. */
  Map<String, String> otherSpellings() {
    Map<String, String> others = new LinkedHashMap<>();
    if (port.isPresent()) {
      others.put("the URI without its port", text(scheme, user, Optional.empty(), rest));
    } else {
      others.put("the URI with port 5060", text(scheme, user, Optional.of("5060"), rest));
      others.put("the URI with port 5061", text(scheme, user, Optional.of("5061"), rest));
    }
    if (!rest.isEmpty()) {
      others.put("the URI without its parameters", text(scheme, user, port, ""));
    }
    if (user.isPresent()) {
      others.put("the URI without its user", text(scheme, Optional.empty(), port, rest));
    }
    String otherScheme = scheme.equals("sip") ? "sips" : "sip";
    others.put("the URI as " + otherScheme + ":", text(otherScheme, user, port, rest));
    others.put(
        "the URI without its scheme",
        text(scheme, user, port, rest).substring(scheme.length() + 1));
    return others;
  }

  private String text(
      String otherScheme,
      Optional<String> otherUser,
      Optional<String> otherPort,
      String otherRest) {
    return otherScheme
        + ":"
        + otherUser.map(name -> name + "@").orElse("")
        + host
        + otherPort.map(number -> ":" + number).orElse("")
        + otherRest;
  }
}
