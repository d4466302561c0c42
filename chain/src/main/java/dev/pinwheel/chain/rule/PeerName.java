package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.name.HostName;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;

/** The name of a peer, as somebody wants to reach it (RFC 9525 section 6.1.1). */
public sealed interface PeerName {

  /** Whether one presented identifier of a certificate is this name. */
  boolean matches(GeneralName presented);

  /** As it was asked for. */
  String text();

  /**
   * Reads a host name or an IP address.
   *
   * @throws IllegalArgumentException where it is neither
   */
  static PeerName parse(String text) {
    // GeneralName checks and encodes both kinds of address (RFC 5280 section 4.2.1.6)
    if (text.contains(":") || text.matches("[0-9.]+")) {
      return new Address(text, addressBytes(text));
    }
    if (text.length() > DnsName.LONGEST + 1) {
      throw new IllegalArgumentException("expected a host name or an IP address");
    }
    String ascii =
        HostName.ascii(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected a host name or an IP address: a label is none of IDNA 2008"));
    if (ascii.endsWith(".")) {
      ascii = ascii.substring(0, ascii.length() - 1);
    }
    if (ascii.length() > DnsName.LONGEST || !DnsName.FORM.matcher(ascii).matches()) {
      throw new IllegalArgumentException("expected a host name or an IP address");
    }
    return new DnsName(text, ascii);
  }

  private static byte[] addressBytes(String text) {
    try {
      return org.bouncycastle.asn1.ASN1OctetString.getInstance(
              new GeneralName(GeneralName.iPAddress, text).getName())
          .getOctets();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("expected a host name or an IP address", e);
    }
  }

  /**
   * A DNS name. A presented {@code *} matches one whole left-most label and nothing else (RFC 9525
   * section 6.3); it stands above at least two labels here, so that {@code *.com} matches nobody.
   */
  record DnsName(String text, String ascii) implements PeerName {

    /** RFC 1035 section 2.3.4; the form's groups cost stack for each label. */
    private static final int LONGEST = 253;

    private static final Pattern FORM =
        Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))*");

    @Override
    public boolean matches(GeneralName presented) {
      if (presented.getTagNo() != GeneralName.dNSName) {
        return false;
      }
      String pattern = presented.getName().toString().toLowerCase(Locale.ROOT);
      if (!pattern.startsWith("*.")) {
        return pattern.equals(ascii);
      }
      String parent = pattern.substring(1);
      int firstDot = ascii.indexOf('.');
      return parent.indexOf('.', 1) > 0
          && parent.indexOf('*') < 0
          && firstDot > 0
          && ascii.substring(firstDot).equals(parent);
    }
  }

  /**
   * A mailbox, compared with rfc822Name identifiers alone; only its host is compared without regard
   * to case (RFC 5280 section 7.5).
   */
  record Mailbox(String text) implements PeerName {

    public Mailbox {
      int at = text.indexOf('@');
      if (at <= 0 || at == text.length() - 1 || at != text.lastIndexOf('@')) {
        throw new IllegalArgumentException("expected a mailbox, local-part@host");
      }
    }

    @Override
    public boolean matches(GeneralName presented) {
      if (presented.getTagNo() != GeneralName.rfc822Name) {
        return false;
      }
      String other = presented.getName().toString();
      int at = text.indexOf('@');
      return other.length() == text.length()
          && other.startsWith(text.substring(0, at + 1))
          && other.substring(at).equalsIgnoreCase(text.substring(at));
    }
  }

  /**
   * An IP address, compared byte by byte with iPAddress identifiers alone (RFC 9525 section 6.4).
   */
  record Address(String text, String hexadecimal) implements PeerName {

    Address(String text, byte[] bytes) {
      this(text, HexFormat.of().formatHex(bytes));
    }

    @Override
    public boolean matches(GeneralName presented) {
      return presented.getTagNo() == GeneralName.iPAddress
          && Arrays.equals(
              org.bouncycastle.asn1.ASN1OctetString.getInstance(presented.getName()).getOctets(),
              HexFormat.of().parseHex(hexadecimal));
    }
  }
}
