package dev.pinwheel.executor.rotation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where calls of a Data Action endpoint go. Schemes are compared without regard to case (RFC 3986
 * section 3.1). Java's own {@link URI#getHost()} knows no host name with an underscore, which DNS
 * has (RFC 2181 section 11) and RFC 3986 section 3.2.2 allows.
 *
 * @param host a name or an address, an IPv6 one without its brackets
 * @param port 443 where the URL has none
 * @param target path and query, as an HTTP request names them
 */
public record HttpsUrl(String host, int port, String target) {

  private static final int HTTPS = 443;
  private static final int LAST_PORT = 65_535;

  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:[^@]*@)?(?:\\[(?<address>[0-9A-Fa-f:.]+)]|(?<name>[A-Za-z0-9._-]+))(?::(?<port>[0-9]{0,5}))?");

  /** The parts of a URL; empty where it is no https URL with a host. */
  public static Optional<HttpsUrl> of(URI url) {
    if (!"https".equalsIgnoreCase(url.getScheme()) || url.getRawAuthority() == null) {
      return Optional.empty();
    }
    Matcher authority = AUTHORITY.matcher(url.getRawAuthority());
    if (!authority.matches()) {
      return Optional.empty();
    }
    String address = authority.group("address");
    String port = authority.group("port");
    int number = port == null || port.isEmpty() ? HTTPS : Integer.parseInt(port);
    if (number == 0 || number > LAST_PORT) {
      return Optional.empty();
    }
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return Optional.of(
        new HttpsUrl(
            address == null ? authority.group("name") : address,
            number,
            url.getRawQuery() == null ? path : path + "?" + url.getRawQuery()));
  }

  /** The same of a text. */
  public static Optional<HttpsUrl> of(String text) {
    try {
      return of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The value of HTTP's {@code Host} field (RFC 9110 section 7.2). */
  public String hostField() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == HTTPS ? name : name + ":" + port;
  }
}
