package dev.pinwheel.validator.chain.rule;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/** Names of a certificate, for people. */
final class PresentedNames {

  private PresentedNames() {}

  static String text(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.dNSName -> "DNS:" + name.getName();
      case GeneralName.rfc822Name -> "email:" + name.getName();
      case GeneralName.uniformResourceIdentifier -> "URI:" + name.getName();
      case GeneralName.directoryName -> "DN:" + name.getName();
      case GeneralName.iPAddress -> "IP:" + address(name);
      default -> name.toString();
    };
  }

  private static String address(GeneralName name) {
    try {
      // an address of 4 or 16 bytes is never looked up
      return InetAddress.getByAddress(ASN1OctetString.getInstance(name.getName()).getOctets())
          .getHostAddress();
    } catch (UnknownHostException e) {
      return "neither IPv4 nor IPv6";
    }
  }
}
