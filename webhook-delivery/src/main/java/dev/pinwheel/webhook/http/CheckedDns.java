package dev.pinwheel.webhook.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Resolves names and refuses answers that lead where webhooks may not go. The addresses it returns
 * are those that are dialled, so a name cannot change its answer between check and connection. One
 * refused address refuses the whole answer: a public name that also has an internal address is a
 * known trick.
 */
final class CheckedDns implements Dns {

  private final Dns resolver;
  private final boolean internalAllowed;

  CheckedDns(Dns resolver, boolean internalAllowed) {
    this.resolver = resolver;
    this.internalAllowed = internalAllowed;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = resolver.lookup(host);
    for (InetAddress address : addresses) {
      if (AddressRules.neverAllowed(address)
          || (AddressRules.internal(address) && !internalMeant(host, address))) {
        throw new AddressRefusedException(host, address);
      }
    }
    return addresses;
  }

  private boolean internalMeant(String host, InetAddress address) {
    return internalAllowed || (host.equals("localhost") && address.isLoopbackAddress());
  }
}
