package dev.pinwheel.webhook.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which URLs an endpoint may have. */
public final class EndpointUrl {

  /** What looks like an address is never looked up, so this check needs no network. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.+]");

  private EndpointUrl() {}

  /**
   * Checks a URL.
   *
   * @param plainHttpAllowed true where http:// may lead elsewhere than to this machine
   * @return what is wrong, without the URL, which may hold secrets; empty where it may be used
   */
  public static Optional<String> fault(URI url, boolean plainHttpAllowed) {
    if (url.getHost() == null) {
      return Optional.of("expected a URL with a host");
    }
    if (url.getUserInfo() != null) {
      return Optional.of("expected a URL without credentials: use endpoints.*.bearer");
    }
    if (url.getRawFragment() != null) {
      return Optional.of("expected a URL without a fragment");
    }
    Optional<InetAddress> literal = literal(url.getHost());
    if (literal.isPresent() && AddressRules.neverAllowed(literal.get())) {
      return Optional.of("expected no link-local, multicast or unspecified address");
    }
    boolean loopback =
        url.getHost().toLowerCase(Locale.ROOT).equals("localhost")
            || literal.map(InetAddress::isLoopbackAddress).orElse(false);
    return switch (url.getScheme()) {
      case "https" -> Optional.empty();
      case "http" ->
          loopback || plainHttpAllowed
              ? Optional.empty()
              : Optional.of("expected https; allow.plain.http=true allows http beyond loopback");
      case null, default -> Optional.of("expected an https:// URL");
    };
  }

  private static Optional<InetAddress> literal(String host) {
    if (!LITERAL.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }
}
