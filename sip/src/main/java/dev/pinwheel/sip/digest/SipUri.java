package dev.pinwheel.sip.digest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SIP URI (RFC 3261 section 19.1.1), taken apart only as far as its spellings differ in practice.
 * A digest is over its characters: two spellings of one place are two digests.
 */
record SipUri(
    String scheme, Optional<String> user, String host, Optional<String> port, String rest) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?i)(sips?):(?:([^@]*)@)?(\\[[^\\]]*\\]|[^:;?]*)(?::(\\d+))?([;?].*)?", Pattern.DOTALL);
  private static final List<String> PARAMETERS =
      List.of(
          ";transport=tls",
          ";transport=tcp",
          ";transport=udp",
          ";transport=ws",
          ";transport=wss",
          ";transport=TLS",
          ";transport=TCP",
          ";transport=UDP",
          ";user=phone",
          ";lr");
  private static final List<String> PORTS = List.of("5060", "5061");

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

  /** Other spellings that are met by what differs; of a user where the URI has none. */
  Map<String, String> otherSpellings(String userName) {
    Map<String, String> others = new LinkedHashMap<>();
    port.ifPresent(
        number ->
            others.put("the URI without its port", text(scheme, user, Optional.empty(), rest)));
    for (String number : PORTS) {
      others.put("the URI with port " + number, text(scheme, user, Optional.of(number), rest));
    }
    parameters(others);
    if (user.isPresent()) {
      others.put("the URI without its user", text(scheme, Optional.empty(), port, rest));
    } else {
      others.put("the URI with the user", text(scheme, Optional.of(userName), port, rest));
    }
    String otherScheme = scheme.equalsIgnoreCase("sip") ? "sips" : "sip";
    others.put("the URI as " + otherScheme + ":", text(otherScheme, user, port, rest));
    others.put("the URI without its scheme", toString().substring(scheme.length() + 1));
    others.put("the URI's host in lower case", withHost(host.toLowerCase(Locale.ROOT)));
    if (host.startsWith("[")) {
      others.put("the URI without brackets", withHost(host.substring(1, host.length() - 1)));
    }
    others.put("the URI in angle brackets", "<" + this + ">");
    others.put("the URI in its quotes", "\"" + this + "\"");
    others.values().removeIf(toString()::equals);
    return others;
  }

  private void parameters(Map<String, String> others) {
    if (!rest.isEmpty()) {
      others.put("the URI without its parameters", text(scheme, user, port, ""));
    }
    for (String given : rest.split("(?=[;?])", -1)) {
      if (!given.isEmpty() && !given.equals(rest)) {
        others.put("the URI without " + given, text(scheme, user, port, rest.replace(given, "")));
      }
    }
    for (String parameter : PARAMETERS) {
      others.put("the URI with " + parameter, text(scheme, user, port, rest + parameter));
      if (!rest.isEmpty()) {
        others.put(
            "the URI with %s in place of %s".formatted(parameter, rest),
            text(scheme, user, port, parameter));
      }
    }
  }

  private String withHost(String other) {
    return new SipUri(scheme, user, other, port, rest).toString();
  }

  private String text(
      String otherScheme,
      Optional<String> otherUser,
      Optional<String> otherPort,
      String otherRest) {
    return new SipUri(otherScheme, otherUser, host, otherPort, otherRest).toString();
  }

  @Override
  public String toString() {
    return scheme
        + ":"
        + user.map(name -> name + "@").orElse("")
        + host
        + port.map(number -> ":" + number).orElse("")
        + rest;
  }
}
