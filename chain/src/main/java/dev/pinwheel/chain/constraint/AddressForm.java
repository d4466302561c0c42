package dev.pinwheel.chain.constraint;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/** IP addresses: a subtree is an address and a mask of the same length, together 8 or 32 octets. */
record AddressForm() implements NameForm {

  @Override
  public boolean isValidBase(GeneralName base) {
    byte[] octets = octets(base);
    return (octets.length == 8 || octets.length == 32) && isPrefixMask(octets);
  }

  @Override
  public Match match(GeneralName name, GeneralName base) {
    byte[] address = octets(name);
    byte[] subtree = octets(base);
    if (address.length != 4 && address.length != 16) {
      return Match.NOT_COMPARABLE;
    }
    if (subtree.length != 2 * address.length) {
      return Match.OUTSIDE;
    }
    for (int i = 0; i < address.length; i++) {
      if (((address[i] ^ subtree[i]) & subtree[address.length + i]) != 0) {
        return Match.OUTSIDE;
      }
    }
    return Match.INSIDE;
  }

  /** Ones and then zeros (RFC 4632 section 3.1, to which RFC 5280 refers). */
  private static boolean isPrefixMask(byte[] octets) {
    boolean zeroSeen = false;
    for (int i = octets.length / 2; i < octets.length; i++) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean one = (octets[i] >> bit & 1) == 1;
        if (one && zeroSeen) {
          return false;
        }
        zeroSeen |= !one;
      }
    }
    return true;
  }

  private static byte[] octets(GeneralName name) {
    return ASN1OctetString.getInstance(name.getName()).getOctets();
  }
}
