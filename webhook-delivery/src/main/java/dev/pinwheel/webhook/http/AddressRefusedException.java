package dev.pinwheel.webhook.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A host name led to an address that webhooks may not be sent to. Nothing was sent. */
final class AddressRefusedException extends UnknownHostException {

  private final transient InetAddress address;

  AddressRefusedException(String host, InetAddress address) {
    super(host + " leads to the refused address " + address.getHostAddress());
    this.address = address;
  }

  InetAddress address() {
    return address;
  }
}
