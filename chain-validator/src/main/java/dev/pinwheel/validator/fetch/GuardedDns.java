package dev.pinwheel.validator.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Resolves the names of allowed hosts, and refuses answers that no CA's host has: link-local
 * addresses, where clouds keep their metadata services, unspecified and multicast ones. Private and
 * loopback addresses pass, since an operator named the host and private CAs live there. What is
 * returned is what is dialled, so that a name cannot change its answer after the check.
 */
record GuardedDns(Dns resolver) implements Dns {

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = resolver.lookup(host);
    for (InetAddress address : addresses) {
      check(host, address);
    }
    return addresses;
  }

  /**
   * Checks a host that is an address itself: the client dials it without asking for its name.
   *
   * @throws UnknownHostException where nothing is fetched from it
   */
  static void checkLiteral(String host) throws UnknownHostException {
    if (host.contains(":") || host.matches("[0-9.]+")) {
      check(host, InetAddress.getByName(host));
    }
  }

  private static void check(String host, InetAddress address) throws UnknownHostException {
    if (isRefused(address)) {
      throw new UnknownHostException(
          "%s leads to %s, where nothing is fetched from"
              .formatted(host, address.getHostAddress()));
    }
  }

  private static boolean isRefused(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        // 0.0.0.0/8 (RFC 1122 section 3.2.1.3), which some systems route to themselves
        || (address instanceof Inet4Address && address.getAddress()[0] == 0);
  }
}
