package dev.pinwheel.webhook.http;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses webhooks may be sent to. Link-local addresses (cloud metadata services among
 * them), unspecified and multicast ones never; loopback and private ones only where the operator
 * meant them.
 */
final class AddressRules {

  private AddressRules() {}

  /** True for an address that no configuration opens. */
  static boolean neverAllowed(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || isThisNetwork(address);
  }

  /** True for an address inside of a network: loopback, RFC 1918, RFC 6598, RFC 4193. */
  static boolean internal(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || isCarrierGradeNat(address)
        || isUniqueLocal(address);
  }

  /** 0.0.0.0/8 (RFC 1122 section 3.2.1.3), which some systems route to themselves. */
  private static boolean isThisNetwork(InetAddress address) {
    return address instanceof Inet4Address && address.getAddress()[0] == 0;
  }

  private static boolean isCarrierGradeNat(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
  }

  private static boolean isUniqueLocal(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
  }
}
