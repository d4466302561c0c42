package dev.pinwheel.executor.target;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/**
 * The name that a client tells a server before that chooses its certificate (RFC 6066 section 3).
 * Addresses are none, and Java's clients send none for a host without a dot or with an underscore
 * either: nor does the probe, so that it meets the same virtual host.
 */
final class ServerName {

  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

  private ServerName() {}

  /** What is sent for a host. */
  static List<SNIServerName> of(String host) {
    return unsent(host).isPresent() ? List.of() : List.of(new SNIHostName(host));
  }

  /** Why none is sent; empty where one is. */
  static Optional<String> unsent(String host) {
    return host.contains(":") || IPV4.matcher(host).matches()
        ? told("is an address")
        : host.contains("_")
            ? told("has an underscore")
            : host.endsWith(".")
                ? told("ends in a dot")
                : host.contains(".") ? Optional.empty() : told("has no dot");
  }

  private static Optional<String> told(String why) {
    return Optional.of("no server name was sent: the host " + why);
  }
}
