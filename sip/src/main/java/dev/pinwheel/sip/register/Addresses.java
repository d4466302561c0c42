package dev.pinwheel.sip.register;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as SIP writes them. */
final class Addresses {

  private Addresses() {}

  static String text(InetAddress address, int port) {
    String host = address.getHostAddress();
    return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
  }
}
