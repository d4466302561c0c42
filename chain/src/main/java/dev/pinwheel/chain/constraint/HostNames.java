package dev.pinwheel.chain.constraint;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Host names in constraints (RFC 1034 section 3.5 with RFC 1123 section 2.1). Underscores are let
 * pass: whether a name may have them is another rule's business.
 */
final class HostNames {

  private static final Pattern HOST =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))*");

  private HostNames() {}

  static boolean isHost(String name) {
    return name.length() <= 253 && HOST.matcher(name).matches();
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether a host is a domain or lies anywhere below it; both in lower case. */
  static boolean isWithin(String host, String domain) {
    return host.equals(domain) || isBelow(host, domain);
  }

  static boolean isBelow(String host, String domain) {
    return host.length() > domain.length()
        && host.endsWith(domain)
        && host.charAt(host.length() - domain.length() - 1) == '.';
  }
}
