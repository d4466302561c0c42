package dev.pinwheel.chain.constraint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * URIs, of which only the host counts: a subtree is a host, or with a period in front the hosts
 * below a domain. A URI whose host is missing or an address cannot be compared, and is refused
 * where any URI is constrained.
 */
record UriForm() implements NameForm {

  /** Scheme, authority with user information and port (RFC 3986 section 3); the host is group 1. */
  private static final Pattern WITH_HOST =
      Pattern.compile(
          "[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#@:\\[\\]]+)(?::\\d*)?(?:[/?#].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

  @Override
  public boolean isValidBase(GeneralName base) {
    String text = text(base);
    return HostNames.isHost(text.startsWith(".") ? text.substring(1) : text);
  }

  @Override
  public Match match(GeneralName name, GeneralName base) {
    Optional<String> host = host(name.getName().toString());
    if (host.isEmpty()) {
      return Match.NOT_COMPARABLE;
    }
    String subtree = text(base);
    boolean inside =
        subtree.startsWith(".")
            ? HostNames.isBelow(host.get(), subtree.substring(1))
            : host.get().equals(subtree);
    return inside ? Match.INSIDE : Match.OUTSIDE;
  }

  private static Optional<String> host(String uri) {
    Matcher matcher = WITH_HOST.matcher(uri);
    return matcher.matches()
        ? Optional.of(HostNames.lower(matcher.group(1)))
            .filter(host -> HostNames.isHost(host) && !ADDRESS.matcher(host).matches())
        : Optional.empty();
  }

  private static String text(GeneralName name) {
    return HostNames.lower(name.getName().toString());
  }
}
