package dev.pinwheel.chain.rule;

import java.util.HexFormat;
import java.util.Optional;
import java.util.StringJoiner;
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
      case GeneralName.iPAddress ->
          "IP:"
              + address(name)
                  .orElseGet(
                      () ->
                          HexFormat.of()
                              .formatHex(ASN1OctetString.getInstance(name.getName()).getOctets()));
      default -> name.toString();
    };
  }

  /** The name alone, an address as {@link #address} writes it. */
  static String value(GeneralName name) {
    return name.getTagNo() == GeneralName.iPAddress
        ? address(name).orElse("")
        : name.getName().toString();
  }

  /** An address as RFC 3986 and RFC 5952 write it; empty where it has neither 4 nor 16 octets. */
  static Optional<String> address(GeneralName name) {
    byte[] octets = ASN1OctetString.getInstance(name.getName()).getOctets();
    return switch (octets.length) {
      case 4 ->
          Optional.of(
              "%d.%d.%d.%d"
                  .formatted(octets[0] & 255, octets[1] & 255, octets[2] & 255, octets[3] & 255));
      case 16 -> Optional.of(version6(octets));
      default -> Optional.empty();
    };
  }

  /**
   * The first of the longest runs of two or more zero groups is left out (RFC 5952 section 4.2).
   */
  private static String version6(byte[] octets) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((octets[2 * i] & 255) << 8) | (octets[2 * i + 1] & 255);
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return start < 0
        ? join(groups, 0, 8)
        : join(groups, 0, start) + "::" + join(groups, start + length, 8);
  }

  private static String join(int[] groups, int from, int to) {
    StringJoiner text = new StringJoiner(":");
    for (int i = from; i < to; i++) {
      text.add(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
